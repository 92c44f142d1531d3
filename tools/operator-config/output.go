package main

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/yaml"
)

// results takes the files to write, by name, out of what the operator made.
func results(c *cluster) (map[string][]byte, error) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	files := map[string][]byte{}
	rules := map[string]string{}
	for _, o := range c.made() {
		switch o.GetKind() {
		case "StatefulSet", "Service":
			content, err := yaml.Marshal(o.Object)
			if err != nil {
				return nil, err
			}
			files["workloads.yaml"] = append(files["workloads.yaml"], "---\n"+string(content)...)
		case "ConfigMap":
			data, _, err := unstructured.NestedStringMap(o.Object, "data")
			if err != nil {
				return nil, fmt.Errorf("%s: %w", describe(o), err)
			}
			maps.Copy(rules, data)
		case "Secret":
			for _, name := range []string{"alertmanager.yaml", "prometheus.yaml"} {
				packed, found, err := unstructured.NestedString(o.Object, "data", name+".gz")
				if !found || err != nil {
					continue
				}
				if files[name], err = unpack(packed); err != nil {
					return nil, fmt.Errorf("%s: %w", describe(o), err)
				}
			}
		}
	}
	for _, rule := range c.ofKind("PrometheusRule") {
		if content, selected := rules[fmt.Sprintf("%s-%s-%s.yaml", rule.GetNamespace(), rule.GetName(), rule.GetUID())]; selected {
			files[filepath.Join("rules", rule.GetNamespace()+"."+rule.GetName()+".yaml")] = []byte(content)
		}
	}
	return files, nil
}

func unpack(packed string) ([]byte, error) {
	raw, err := base64.StdEncoding.DecodeString(packed)
	if err != nil {
		return nil, err
	}
	reader, err := gzip.NewReader(bytes.NewReader(raw))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(reader)
}

// write puts the files into a folder, in place of those of an earlier run.
func write(folder string, files map[string][]byte) error {
	for _, name := range []string{"alertmanager.yaml", "prometheus.yaml", "workloads.yaml", "rules"} {
		if err := os.RemoveAll(filepath.Join(folder, name)); err != nil {
			return err
		}
	}
	if err := os.MkdirAll(filepath.Join(folder, "rules"), 0o755); err != nil {
		return err
	}
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(folder, name), content, 0o644); err != nil {
			return err
		}
	}
	return nil
}
