// Prints, as JSON, which kinds Kubernetes serves in which version of its API, and since which minor release: what its own
// packages say of themselves. Options of requests and lists of objects, which no manifest holds, are left out.
package main

import (
	"encoding/json"
	"os"
	"reflect"
	"strings"

	apiextensions "k8s.io/apiextensions-apiserver/pkg/client/clientset/clientset/scheme"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/client-go/kubernetes/scheme"
	aggregator "k8s.io/kube-aggregator/pkg/client/clientset_generated/clientset/scheme"
)

type introduced interface {
	APILifecycleIntroduced() (major, minor int)
}

func main() {
	served := map[string]map[string]int{}
	for _, known := range []*runtime.Scheme{scheme.Scheme, apiextensions.Scheme, aggregator.Scheme} {
		for kind, of := range known.AllKnownTypes() {
			object, ok := reflect.New(of).Interface().(introduced)
			if !ok || strings.HasSuffix(kind.Kind, "List") {
				continue
			}
			version := kind.GroupVersion().String()
			if served[version] == nil {
				served[version] = map[string]int{}
			}
			_, served[version][kind.Kind] = object.APILifecycleIntroduced()
		}
	}
	out := json.NewEncoder(os.Stdout)
	out.SetIndent("", "  ")
	if err := out.Encode(served); err != nil {
		panic(err)
	}
}
