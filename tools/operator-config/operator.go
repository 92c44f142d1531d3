package main

import (
	"context"
	"fmt"
	"log/slog"
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
	// A StatefulSet is the last thing that a controller makes of an object.
	pending := map[string]bool{}
	for _, kind := range []string{"Alertmanager", "Prometheus"} {
		owners := c.ofKind(kind)
		if len(owners) != 1 {
			return fmt.Errorf("%d objects of kind %s: give the files of one environment with one of them", len(owners), kind)
		}
		pending[strings.ToLower(kind)+"-"+owners[0].GetName()] = true
	}
	if err := checkBase(c); err != nil {
		return err
	}
	var running sync.WaitGroup
	defer running.Wait()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	failed := make(chan struct{})
	faults := &faults{failed: failed}
	logger := slog.New(faultLog{faults: faults})
	klog.SetSlogLogger(logger)

	controllers, err := newControllers(ctx, c, logger)
	if err != nil {
		return err
	}
	for _, run := range controllers {
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

// newControllers sets up the operator's controllers with its own defaults, as clients of the cluster.
func newControllers(ctx context.Context, c *cluster, logger *slog.Logger) ([]func(context.Context) error, error) {
	config := operator.DefaultConfig("10m", "50Mi")
	config.AlertmanagerDefaultBaseImage = operator.DefaultAlertmanagerBaseImage
	config.PrometheusDefaultBaseImage = operator.DefaultPrometheusBaseImage
	config.ReloaderConfig.Image = operator.DefaultPrometheusConfigReloaderImage
	config.EventRecorderFactory = operator.NewEventRecorderFactory(false)
	if err := config.Namespaces.Finalize(); err != nil {
		return nil, err
	}
	clients := &rest.Config{
		Host: "http://cluster.invalid", Transport: c, QPS: -1, // no rate limit
		ContentConfig: rest.ContentConfig{ContentType: "application/json"},
	}
	alertmanagers, err := alertmanager.New(ctx, clients, config, logger, prometheus.NewRegistry())
	if err != nil {
		return nil, err
	}
	prometheuses, err := prometheusserver.New(ctx, clients, config, logger, prometheus.NewRegistry(),
		prometheusserver.WithEndpointSlice(), prometheusserver.WithScrapeConfig())
	if err != nil {
		return nil, err
	}
	return []func(context.Context) error{alertmanagers.Run, prometheuses.Run}, nil
}

// checkBase refuses a base configuration that is not there: the operator would put one that discards all in its place.
func checkBase(c *cluster) error {
	owner := c.ofKind("Alertmanager")[0]
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
