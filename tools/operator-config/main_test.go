package main

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	crd "github.com/prometheus-operator/prometheus-operator/example"
	apiextensions "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apimachinery/pkg/util/json"
	utilyaml "k8s.io/apimachinery/pkg/util/yaml"
)

// TestMain lets the test be the program too: what the operator sets is for a whole process.
func TestMain(m *testing.M) {
	if os.Getenv("OPERATOR_CONFIG_PROGRAM") != "" {
		main()
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// program runs operator-config; its error is what it says of one.
func program(arguments ...string) error {
	command := exec.Command(os.Args[0], arguments...)
	command.Env = append(os.Environ(), "OPERATOR_CONFIG_PROGRAM=yes")
	said, err := command.CombinedOutput()
	if err != nil {
		return fmt.Errorf("%w: %s", err, strings.TrimSpace(string(said)))
	}
	return nil
}

// operate runs the program over the test environment, changed by pairs of old and new text, and returns its files.
func operate(t *testing.T, changes ...string) (map[string]string, error) {
	t.Helper()
	content, err := os.ReadFile("testdata/environment.yaml")
	if err != nil {
		t.Fatal(err)
	}
	text := string(content)
	for i := 0; i < len(changes); i += 2 {
		if !strings.Contains(text, changes[i]) {
			t.Fatalf("testdata/environment.yaml does not contain %q", changes[i])
		}
		text = strings.ReplaceAll(text, changes[i], changes[i+1])
	}
	in, out := t.TempDir(), t.TempDir()
	if err := os.WriteFile(filepath.Join(in, "environment.yaml"), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := program("--out", out, in); err != nil {
		return nil, err
	}
	files := map[string]string{}
	for _, pattern := range []string{"*.yaml", "rules/*.yaml"} {
		names, _ := filepath.Glob(filepath.Join(out, pattern))
		for _, name := range names {
			content, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			relative, _ := filepath.Rel(out, name)
			files[relative] = string(content)
		}
	}
	return files, nil
}

func TestWritesWhatTheOperatorMakes(t *testing.T) {
	files, err := operate(t)
	if err != nil {
		t.Fatal(err)
	}
	names := slices.Sorted(maps.Keys(files))
	want := []string{"alertmanager.yaml", "prometheus.yaml", "rules/monitoring.selected.yaml", "workloads.yaml"}
	if !slices.Equal(names, want) {
		t.Errorf("files %v, want %v", names, want)
	}
	for _, test := range []struct {
		why, file, text string
		present         bool
	}{
		{"a selected monitor", "prometheus.yaml", "serviceMonitor/shop/api/0", true},
		{"a monitor without the label", "prometheus.yaml", "wrong-label", false},
		{"a monitor of another namespace", "prometheus.yaml", "wrong-namespace", false},
		{"the key of an ExternalSecret", "prometheus.yaml", "credentials: https://placeholder.invalid/internal", true},
		{"additional scrape configuration", "prometheus.yaml", "job_name: extra", true},
		{"a value of the environment", "prometheus.yaml", "scrape_interval: 15s", true},
		{"a default of the API server", "prometheus.yaml", "evaluation_interval: 30s", true},
		{"a selected rule", "rules/monitoring.selected.yaml", "alert: Watchdog", true},
		{"the base configuration", "alertmanager.yaml", "password_file: /etc/alertmanager/secrets/receivers/jira-token", true},
		{"a selected configuration", "alertmanager.yaml", "receiver: monitoring/team/slack", true},
		{"a configuration without the label", "alertmanager.yaml", "stray", false},
		{"the matcher strategy None", "alertmanager.yaml", `namespace="monitoring"`, false},
		{"a filled template", "alertmanager.yaml", "api_url: https://placeholder.invalid/slack", true},
		{"text around a template", "alertmanager.yaml", "https://teams.example.org/https://placeholder.invalid/teams-path", true},
		{"a template with a function", "alertmanager.yaml", "credentials: placeholder.invalid/slack", true},
		{"a template without a key", "alertmanager.yaml", "url: https://watchdog.example.org/beat", true},
		{"an inhibition", "alertmanager.yaml", `alertname="Slow"`, true},
		{"a time interval", "alertmanager.yaml", "monitoring/team/night", true},
		{"the pods of Prometheus", "workloads.yaml", "name: prometheus-main", true},
		{"the service of Alertmanager", "workloads.yaml", "name: alertmanager-operated", true},
	} {
		if strings.Contains(files[test.file], test.text) != test.present {
			t.Errorf("%s: %q in %s is %v, want %v", test.why, test.text, test.file, !test.present, test.present)
		}
	}
}

func TestMatcherStrategyIsApplied(t *testing.T) {
	files, err := operate(t, "{type: None}", "{type: OnNamespace}")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(files["alertmanager.yaml"], `namespace="monitoring"`) {
		t.Error("OnNamespace adds no matcher for the namespace")
	}
}

func TestErrors(t *testing.T) {
	for name, test := range map[string]struct {
		changes []string
		want    []string
	}{
		"a secret key that a monitor names is missing": {
			[]string{"key: internal}}", "key: other}}"}, []string{"shop/api", "other", "api-keys"},
		},
		"a secret key that a receiver names is missing": {
			[]string{"name: receivers, key: teams", "name: receivers, key: other"}, []string{"monitoring/team", "other", "receivers"},
		},
		"a secret that a receiver names is missing": {
			[]string{"name: receivers\n", "name: others\n"}, []string{"monitoring/team", "receivers"},
		},
		"a receiver's URL is none": {
			[]string{"'{{ .slack }}'", "'slack'"}, []string{"monitoring/team", "URL"},
		},
		"a template names a key that is not fetched": {
			[]string{"{{ .slack }}", "{{ .other }}"}, []string{"from-the-vault", "other"},
		},
		"the base configuration has no Secret": {
			[]string{"configSecret: base", "configSecret: other"}, []string{"configSecret", "other"},
		},
		"the base configuration has another key": {
			[]string{"alertmanager.yaml:", "other.yaml:"}, []string{"base", "lacks the key alertmanager.yaml"},
		},
		"the base configuration has an unknown field": {
			[]string{"issue_type", "issue_typ"}, []string{"issue_typ "},
		},
		"the additional scrape configuration has another key": {
			[]string{"key: scrape.yaml", "key: other.yaml"}, []string{"other.yaml", "additional"},
		},
		"a rule is not PromQL": {
			[]string{"vector(1)", "vector(1"}, []string{"selected", "unclosed left parenthesis"},
		},
		"a route has no receiver": {
			[]string{"- receiver: teams", "- receiver: other"}, []string{"monitoring/team", "other"},
		},
		"a field is unknown": {
			[]string{"scrapeInterval", "scrapInterval"}, []string{"Prometheus monitoring/main", "spec.scrapInterval"},
		},
		"a scrape timeout is above the interval": {
			[]string{"- port: http\n", "- port: http\n      scrapeTimeout: 20s\n"}, []string{"shop/api", "scrapeTimeout"},
		},
		"there are two of a name": {
			[]string{"name: stray", "name: team"}, []string{"AlertmanagerConfig monitoring/team is there twice"},
		},
		"there is no Alertmanager": {
			[]string{"kind: Alertmanager\n", "kind: Other\n", "monitoring.coreos.com/v1\nkind: Other", "example.org/v1\nkind: Other"},
			[]string{"0 objects of kind Alertmanager"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := operate(t, test.changes...)
			if err == nil {
				t.Fatal("no error")
			}
			for _, text := range test.want {
				if !strings.Contains(err.Error(), text) {
					t.Errorf("the error does not say %q: %s", text, err)
				}
			}
			if !strings.HasPrefix(err.Error(), "exit status 1: operator-config: ") {
				t.Errorf("not exit code 1 and a message: %s", err)
			}
			if strings.Contains(err.Error(), "\n") {
				t.Errorf("more than a line: %s", err)
			}
		})
	}
}

func TestLeavesNothingOfAnEarlierRun(t *testing.T) {
	out := t.TempDir()
	stale := filepath.Join(out, "rules", "stale.yaml")
	if err := write(out, map[string][]byte{filepath.Join("rules", "stale.yaml"): nil}); err != nil {
		t.Fatal(err)
	}
	if err := program("--out", out, "testdata"); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(stale); !os.IsNotExist(err) {
		t.Error("the rule file of an earlier run is still there")
	}
}

// The table of defaults must hold what the definitions of the pinned operator say.
func TestDefaultsAreThoseOfTheDefinitions(t *testing.T) {
	definitions := &bytes.Buffer{}
	if err := crd.PrintAll(definitions); err != nil {
		t.Fatal(err)
	}
	seen := 0
	reader := utilyaml.NewYAMLOrJSONDecoder(definitions, 4096)
	for {
		definition := apiextensions.CustomResourceDefinition{}
		if err := reader.Decode(&definition); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		kind := definition.Spec.Names.Kind
		if kind != "Prometheus" && kind != "Alertmanager" {
			continue
		}
		seen++
		want := map[string]any{}
		for field, schema := range definition.Spec.Versions[0].Schema.OpenAPIV3Schema.Properties["spec"].Properties {
			if schema.Default != nil {
				var value any
				if err := json.Unmarshal(schema.Default.Raw, &value); err != nil {
					t.Fatal(err)
				}
				want[field] = value
			}
		}
		if !reflect.DeepEqual(apiDefaults[kind], want) {
			t.Errorf("defaults of %s are %v, want %v", kind, apiDefaults[kind], want)
		}
	}
	if seen != 2 {
		t.Errorf("%d definitions, want 2", seen)
	}
}
