// Command operator-config writes the configuration that prometheus-operator itself makes of rendered YAML, without a
// cluster: its own controllers run against an API server that is a map in memory.
//
//	operator-config --out DIR FILE|FOLDER...
//
// DIR receives alertmanager.yaml, prometheus.yaml, rules/NAMESPACE.NAME.yaml of each selected PrometheusRule, and
// workloads.yaml, the StatefulSets and Services that the operator makes. What the operator would log as a warning and
// leave out is an error here.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"time"
)

func main() {
	out := flag.String("out", "", "the folder to write to")
	flag.Usage = func() {
		fmt.Fprintln(os.Stderr, "usage: operator-config --out DIR FILE|FOLDER...")
	}
	flag.Parse()
	if *out == "" || flag.NArg() == 0 {
		flag.Usage()
		os.Exit(2)
	}
	if err := run(*out, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "operator-config:", err)
		os.Exit(1)
	}
}

func run(out string, paths []string) error {
	objects, err := readObjects(paths)
	if err != nil {
		return err
	}
	cluster, err := newCluster(objects)
	if err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	// A second is plenty; longer means that the operator waits for something that no file holds.
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	if err := reconcile(ctx, cluster); err != nil {
		if errors.Is(err, context.DeadlineExceeded) {
			return errors.New("the operator did not finish in 30 seconds: is an object paused?")
		}
		return err
	}
	files, err := results(cluster)
	if err != nil {
		return err
	}
	return write(out, files)
}
