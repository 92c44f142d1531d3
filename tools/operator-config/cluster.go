package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"

	monitoringscheme "github.com/prometheus-operator/prometheus-operator/pkg/client/versioned/scheme"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/runtime/schema"
	kubescheme "k8s.io/client-go/kubernetes/scheme"
)

// cluster is as much of an API server as prometheus-operator needs. It is the transport of the operator's clients: nothing
// listens on a port.
type cluster struct {
	mutex   sync.Mutex
	given   map[location]*object // what the files hold
	objects map[location]*object // what there is now
	created chan location        // where clients make new objects
}

// location is a place in the API: one object, or with an empty name a collection.
type location struct {
	resource        schema.GroupVersionResource
	namespace, name string
}

// kinds names the kind of each resource, also of those without an object.
var kinds = func() map[schema.GroupVersionResource]string {
	kinds := map[schema.GroupVersionResource]string{}
	add := func(kind schema.GroupVersionKind) {
		resource, _ := meta.UnsafeGuessKindToResource(kind)
		kinds[resource] = kind.Kind
	}
	for kind := range kubescheme.Scheme.AllKnownTypes() {
		add(kind)
	}
	for kind := range monitoringscheme.Scheme.AllKnownTypes() {
		add(kind)
	}
	return kinds
}()

func newCluster(objects []*object) (*cluster, error) {
	c := &cluster{given: map[location]*object{}, created: make(chan location, 1000)}
	for _, o := range objects {
		resource, _ := meta.UnsafeGuessKindToResource(o.GroupVersionKind())
		at := location{resource, o.GetNamespace(), o.GetName()}
		if c.given[at] != nil {
			return nil, fmt.Errorf("%s is there twice", describe(o))
		}
		c.given[at] = o
	}
	c.objects = maps.Clone(c.given)
	return c, nil
}

// made lists what clients have made or changed.
func (c *cluster) made() []*object {
	return c.find(func(at location, o *object) bool { return c.given[at] != o })
}

// ofKind lists the objects of a kind.
func (c *cluster) ofKind(kind string) []*object {
	return c.find(func(_ location, o *object) bool { return o.GetKind() == kind })
}

// find lists the objects that match, in the order of their names.
func (c *cluster) find(matches func(location, *object) bool) []*object {
	found := []*object{}
	for at, o := range c.objects {
		if matches(at, o) {
			found = append(found, o)
		}
	}
	slices.SortFunc(found, func(a, b *object) int { return strings.Compare(describe(a), describe(b)) })
	return found
}

// locate reads a path of the API: /api/VERSION/... or /apis/GROUP/VERSION/..., with or without namespaces/NAME.
func locate(path string) location {
	parts := strings.Split(strings.Trim(path, "/"), "/")
	at := location{}
	if parts[0] == "apis" {
		at.resource.Group, parts = parts[1], parts[1:]
	}
	at.resource.Version, parts = parts[1], parts[2:]
	if parts[0] == "namespaces" && len(parts) > 2 {
		at.namespace, parts = parts[1], parts[2:]
	}
	at.resource.Resource = parts[0]
	if len(parts) > 1 {
		at.name = parts[1]
	}
	return at
}

// RoundTrip answers one request of a client.
func (c *cluster) RoundTrip(request *http.Request) (*http.Response, error) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	at := locate(request.URL.Path)
	switch {
	case request.Method == http.MethodPost || request.Method == http.MethodPut:
		return c.write(request, at)
	case at.name == "":
		return c.collection(request, at)
	case c.objects[at] == nil:
		notFound := apierrors.NewNotFound(at.resource.GroupResource(), at.name).Status()
		notFound.SetGroupVersionKind(schema.GroupVersionKind{Version: "v1", Kind: "Status"})
		return answer(http.StatusNotFound, notFound)
	case request.Method == http.MethodDelete:
		delete(c.objects, at)
		return answer(http.StatusOK, metav1.Status{Status: metav1.StatusSuccess})
	}
	// A PATCH only reports the status of an object, which nobody reads here: it is answered like a GET.
	return answer(http.StatusOK, c.objects[at].Object)
}

func (c *cluster) write(request *http.Request, at location) (*http.Response, error) {
	body := &object{}
	if err := json.NewDecoder(request.Body).Decode(&body.Object); err != nil {
		return nil, err
	}
	if at.resource.Resource == "selfsubjectaccessreviews" {
		body.Object["status"] = map[string]any{"allowed": true}
		return answer(http.StatusCreated, body.Object)
	}
	at.name = body.GetName()
	body.SetNamespace(at.namespace)
	body.SetGroupVersionKind(at.resource.GroupVersion().WithKind(kinds[at.resource]))
	c.objects[at] = body
	if request.Method == http.MethodPost {
		c.created <- at
	}
	return answer(http.StatusCreated, body.Object)
}

// collection answers a list, or a watch that first sends what there is and then stays silent.
func (c *cluster) collection(request *http.Request, at location) (*http.Response, error) {
	query := request.URL.Query()
	selector, err := labels.Parse(query.Get("labelSelector"))
	if err != nil {
		return nil, err
	}
	version, kind := at.resource.GroupVersion().String(), kinds[at.resource]
	items := []any{}
	for _, o := range c.find(func(place location, o *object) bool {
		return place.resource == at.resource && (at.namespace == "" || at.namespace == place.namespace) &&
			selector.Matches(labels.Set(o.GetLabels()))
	}) {
		items = append(items, o.Object)
	}
	if query.Get("watch") != "true" {
		return answer(http.StatusOK, map[string]any{"apiVersion": version, "kind": kind + "List", "items": items})
	}
	// The operator asks for metadata only where it does not need the content of an object.
	if strings.Contains(request.Header.Get("Accept"), "as=PartialObjectMetadata") {
		version, kind = "meta.k8s.io/v1", "PartialObjectMetadata"
	}
	events := &bytes.Buffer{}
	encoder := json.NewEncoder(events)
	send := func(event string, fields map[string]any) error {
		o := maps.Clone(fields)
		o["apiVersion"], o["kind"] = version, kind
		return encoder.Encode(map[string]any{"type": event, "object": o})
	}
	if query.Get("sendInitialEvents") == "true" {
		for _, item := range items {
			if err := send("ADDED", item.(map[string]any)); err != nil {
				return nil, err
			}
		}
		end := map[string]any{"resourceVersion": "1", "annotations": map[string]any{metav1.InitialEventsAnnotationKey: "true"}}
		if err := send("BOOKMARK", map[string]any{"metadata": end}); err != nil {
			return nil, err
		}
	}
	return respond(http.StatusOK, &silence{events, request.Context().Done()}), nil
}

// silence is a stream that stays open after its last byte until the client leaves.
type silence struct {
	events io.Reader
	left   <-chan struct{}
}

func (s *silence) Read(p []byte) (int, error) {
	n, err := s.events.Read(p)
	if err == io.EOF {
		<-s.left
	}
	return n, err
}

func (s *silence) Close() error { return nil }

func answer(code int, content any) (*http.Response, error) {
	body, err := json.Marshal(content)
	if err != nil {
		return nil, err
	}
	return respond(code, io.NopCloser(bytes.NewReader(body))), nil
}

func respond(code int, body io.ReadCloser) *http.Response {
	header := http.Header{"Content-Type": []string{"application/json"}}
	return &http.Response{StatusCode: code, Header: header, Body: body}
}
