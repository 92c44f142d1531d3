package main

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/template"

	monitoringscheme "github.com/prometheus-operator/prometheus-operator/pkg/client/versioned/scheme"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	"k8s.io/apimachinery/pkg/types"
	utilyaml "k8s.io/apimachinery/pkg/util/yaml"
)

const monitoringGroup = "monitoring.coreos.com"

type object = unstructured.Unstructured

// apiDefaults are the defaults of the custom resource definitions that the operator relies on: an API server would have
// set them. Those of nested fields are left out, since the operator treats an empty field there alike.
var apiDefaults = map[string]map[string]any{
	"Prometheus": {
		"evaluationInterval": "30s", "scrapeInterval": "30s", "portName": "web", "shards": int64(1),
	},
	"Alertmanager": {"retention": "120h", "portName": "web"},
}

// strict refuses fields and types that the operator's Go types do not know.
var strict = serializer.NewCodecFactory(monitoringscheme.Scheme, serializer.EnableStrict).UniversalDeserializer()

// readObjects reads the objects of all YAML files as an API server would hold them.
func readObjects(paths []string) ([]*object, error) {
	files, err := yamlFiles(paths)
	if err != nil {
		return nil, err
	}
	var objects []*object
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		reader := utilyaml.NewYAMLOrJSONDecoder(bytes.NewReader(content), 4096)
		for {
			o := &object{}
			if err := reader.Decode(&o.Object); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				return nil, fmt.Errorf("%s: %w", file, err)
			}
			if len(o.Object) == 0 {
				continue
			}
			o, err := admit(o)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", file, err)
			}
			objects = append(objects, o)
		}
	}
	return append(objects, missingNamespaces(objects)...), nil
}

// yamlFiles lists the given files and the YAML files below the given folders.
func yamlFiles(paths []string) ([]string, error) {
	var files []string
	for _, path := range paths {
		found := 0
		err := filepath.WalkDir(path, func(file string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			if ext := filepath.Ext(file); file == path || ext == ".yaml" || ext == ".yml" {
				files = append(files, file)
				found++
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
		if found == 0 {
			return nil, fmt.Errorf("%s holds no YAML file", path)
		}
	}
	return files, nil
}

// admit does to one object what an API server (or the controller of its kind) does before the operator sees it.
func admit(o *object) (*object, error) {
	id := describe(o)
	group, kind := o.GroupVersionKind().Group, o.GetKind()
	switch {
	case group == monitoringGroup:
		content, err := o.MarshalJSON()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", id, err)
		}
		if _, _, err := strict.Decode(content, nil, nil); err != nil {
			return nil, fmt.Errorf("%s: %w", id, err)
		}
		for field, value := range apiDefaults[kind] {
			if _, found, _ := unstructured.NestedFieldNoCopy(o.Object, "spec", field); !found {
				if err := unstructured.SetNestedField(o.Object, value, "spec", field); err != nil {
					return nil, fmt.Errorf("%s: %w", id, err)
				}
			}
		}
		// The operator names rule files by the uid, to tell apart foo-bar/fred and foo/bar-fred.
		o.SetUID(types.UID(o.GetNamespace() + "." + o.GetName()))
	case group == "" && kind == "Namespace":
		err := unstructured.SetNestedField(o.Object, o.GetName(), "metadata", "labels", "kubernetes.io/metadata.name")
		if err != nil {
			return nil, fmt.Errorf("%s: %w", id, err)
		}
	case group == "" && kind == "Secret":
		text, _, err := unstructured.NestedStringMap(o.Object, "stringData")
		if err != nil {
			return nil, fmt.Errorf("%s: %w", id, err)
		}
		for key, value := range text {
			encoded := base64.StdEncoding.EncodeToString([]byte(value))
			if err := unstructured.SetNestedField(o.Object, encoded, "data", key); err != nil {
				return nil, fmt.Errorf("%s: %w", id, err)
			}
		}
	case group == "external-secrets.io" && kind == "ExternalSecret":
		secret, err := standIn(o)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", id, err)
		}
		return secret, nil
	}
	return o, nil
}

// standIn is the Secret that the external-secrets operator would make, with placeholders for the values. They are URLs,
// since the operator refuses a receiver whose URL is none.
func standIn(external *object) (*object, error) {
	var spec struct {
		Target struct {
			Name     string `json:"name"`
			Template struct {
				Data map[string]string `json:"data"`
			} `json:"template"`
		} `json:"target"`
		Data []struct {
			SecretKey string `json:"secretKey"`
		} `json:"data"`
	}
	raw, _, err := unstructured.NestedMap(external.Object, "spec")
	if err != nil {
		return nil, err
	}
	if err := runtime.DefaultUnstructuredConverter.FromUnstructured(raw, &spec); err != nil {
		return nil, err
	}
	values := map[string]string{}
	for _, entry := range spec.Data {
		values[entry.SecretKey] = "https://placeholder.invalid/" + entry.SecretKey
	}
	if len(spec.Target.Template.Data) > 0 {
		if values, err = fill(spec.Target.Template.Data, values); err != nil {
			return nil, err
		}
	}
	name := spec.Target.Name
	if name == "" {
		name = external.GetName()
	}
	data := map[string]any{}
	for key, value := range values {
		data[key] = base64.StdEncoding.EncodeToString([]byte(value))
	}
	secret := &object{Object: map[string]any{"apiVersion": "v1", "kind": "Secret", "data": data}}
	secret.SetNamespace(external.GetNamespace())
	secret.SetName(name)
	return secret, nil
}

// templateFunctions are those of external-secrets that rendered templates use, beyond what Go has.
var templateFunctions = template.FuncMap{
	"replace": func(from, to, text string) string { return strings.ReplaceAll(text, from, to) },
}

// fill executes the templates of an ExternalSecret, which are Go templates over its keys.
func fill(templates, values map[string]string) (map[string]string, error) {
	filled := map[string]string{}
	for _, key := range slices.Sorted(maps.Keys(templates)) {
		parsed, err := template.New(key).Funcs(templateFunctions).Option("missingkey=error").Parse(templates[key])
		if err != nil {
			return nil, fmt.Errorf("spec.target.template.data: %w", err)
		}
		var text strings.Builder
		if err := parsed.Execute(&text, values); err != nil {
			return nil, fmt.Errorf("spec.target.template.data: %w", err)
		}
		filled[key] = text.String()
	}
	return filled, nil
}

// missingNamespaces are those that exist in every cluster or are made elsewhere: objects lie in them, no file has them.
func missingNamespaces(objects []*object) []*object {
	known := map[string]bool{"": true}
	for _, o := range objects {
		if o.GetKind() == "Namespace" {
			known[o.GetName()] = true
		}
	}
	var missing []*object
	for _, o := range objects {
		if name := o.GetNamespace(); !known[name] {
			known[name] = true
			labels := map[string]any{"kubernetes.io/metadata.name": name}
			missing = append(missing, &object{Object: map[string]any{
				"apiVersion": "v1", "kind": "Namespace", "metadata": map[string]any{"name": name, "labels": labels},
			}})
		}
	}
	return missing
}

func describe(o *object) string {
	return fmt.Sprintf("%s %s/%s", o.GetKind(), o.GetNamespace(), o.GetName())
}
