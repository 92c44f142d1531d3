package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"

	"github.com/prometheus-operator/prometheus-operator/pkg/alertmanager"
	"github.com/prometheus-operator/prometheus-operator/pkg/operator"
	prometheusserver "github.com/prometheus-operator/prometheus-operator/pkg/prometheus/server"
	"github.com/prometheus/client_golang/prometheus"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/client-go/rest"
	"k8s.io/klog/v2"
)

// reconcile runs the operator's controllers until they have made everything, or until one of them fails.
func reconcile(ctx context.Context, c *cluster) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	failed := make(chan struct{})
	faults := &faults{failed: failed}
	logger := slog.New(faultLog{faults: faults})
	klog.SetSlogLogger(logger)

	config := operator.DefaultConfig("10m", "50Mi")
	config.AlertmanagerDefaultBaseImage = operator.DefaultAlertmanagerBaseImage
	config.PrometheusDefaultBaseImage = operator.DefaultPrometheusBaseImage
	config.ReloaderConfig.Image = operator.DefaultPrometheusConfigReloaderImage
	config.EventRecorderFactory = operator.NewEventRecorderFactory(false)
	if err := config.Namespaces.Finalize(); err != nil {
		return err
	}
	clients := &rest.Config{
		Host: "http://cluster.invalid", Transport: c, QPS: -1, // no rate limit
		ContentConfig: rest.ContentConfig{ContentType: "application/json"},
	}
	alertmanagers, err := alertmanager.New(ctx, clients, config, logger, prometheus.NewRegistry())
	if err != nil {
		return err
	}
	prometheuses, err := prometheusserver.New(ctx, clients, config, logger, prometheus.NewRegistry(),
		prometheusserver.WithEndpointSlice(), prometheusserver.WithScrapeConfig())
	if err != nil {
		return err
	}

	// A StatefulSet is the last thing that a controller makes of an object.
	pending := map[string]bool{}
	for _, kind := range []string{"Alertmanager", "Prometheus"} {
		owners := c.ofKind(kind)
		if len(owners) != 1 {
			return fmt.Errorf("%d objects of kind %s: give the files of one environment with one of them", len(owners), kind)
		}
		pending[strings.ToLower(kind)+"-"+owners[0].GetName()] = true
	}
	if err := checkBase(c, c.ofKind("Alertmanager")[0]); err != nil {
		return err
	}
	var running sync.WaitGroup
	defer running.Wait()
	defer cancel()
	for _, run := range []func(context.Context) error{alertmanagers.Run, prometheuses.Run} {
		running.Go(func() {
			if err := run(ctx); err != nil {
				logger.Error("controller stopped", "err", err)
			}
		})
	}
	for len(pending) > 0 {
		select {
		case at := <-c.created:
			if at.resource.Resource == "statefulsets" {
				delete(pending, at.name)
			}
		case <-failed:
			return faults.err()
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return faults.err()
}

// checkBase refuses a base configuration that is not there: the operator would put one that discards all in its place.
func checkBase(c *cluster, owner *object) error {
	name, _, err := unstructured.NestedString(owner.Object, "spec", "configSecret")
	if name == "" || err != nil {
		return err
	}
	const key = "alertmanager.yaml"
	secret := c.objects[location{corev1.SchemeGroupVersion.WithResource("secrets"), owner.GetNamespace(), name}]
	if secret == nil {
		return fmt.Errorf("%s: spec.configSecret names the Secret %s, which no file holds", describe(owner), name)
	}
	if value, _, _ := unstructured.NestedString(secret.Object, "data", key); value == "" {
		return fmt.Errorf("%s: spec.configSecret names the Secret %s, which lacks the key %s", describe(owner), name, key)
	}
	return nil
}

// faults collects what the operator's log tells of something wrong or left out.
type faults struct {
	mutex  sync.Mutex
	lines  []string
	failed chan struct{} // closed by the first error
}

func (f *faults) add(line string, final bool) {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	// The operator looks at an object more than once.
	if !slices.Contains(f.lines, line) {
		f.lines = append(f.lines, line)
	}
	if final && f.failed != nil {
		close(f.failed)
		f.failed = nil
	}
}

func (f *faults) err() error {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	if len(f.lines) == 0 {
		return nil
	}
	return errors.New(strings.Join(f.lines, "\n"))
}

// beside are warnings that are beside the point: one repeats what came before, one is of the status of a workload.
var beside = []string{"skipping prometheusrule", "skipping because the statefulset couldn't be found"}

// faultLog is the handler of the operator's log.
type faultLog struct {
	faults     *faults
	attributes []slog.Attr
}

func (l faultLog) Enabled(context.Context, slog.Level) bool { return true }

func (l faultLog) WithGroup(string) slog.Handler { return l }

func (l faultLog) WithAttrs(attributes []slog.Attr) slog.Handler {
	return faultLog{l.faults, slices.Concat(l.attributes, attributes)}
}

func (l faultLog) Handle(_ context.Context, record slog.Record) error {
	// What is wrong with a rule stands at level info; the warning after it only says that something is.
	if record.Level < slog.LevelWarn && (record.Message != "invalid rule" || record.Level < slog.LevelInfo) {
		return nil
	}
	if slices.Contains(beside, record.Message) {
		return nil
	}
	line, details := strings.TrimPrefix(record.Message, "Unhandled Error"), []string{}
	tell := func(attribute slog.Attr) bool {
		switch attribute.Key {
		case "err", "error":
			line += ": " + attribute.Value.String()
		case "component", "key", "version", "logger":
		default:
			details = append(details, attribute.String())
		}
		return true
	}
	for _, attribute := range l.attributes {
		tell(attribute)
	}
	record.Attrs(tell)
	if len(details) > 0 {
		line += " (" + strings.Join(details, " ") + ")"
	}
	// Some errors have line breaks.
	line = strings.TrimPrefix(strings.Join(strings.Fields(line), " "), ": ")
	l.faults.add(line, record.Level >= slog.LevelError)
	return nil
}

func describe(o *object) string {
	return fmt.Sprintf("%s %s/%s", o.GetKind(), o.GetNamespace(), o.GetName())
}
