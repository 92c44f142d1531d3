package main

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"sync"
)

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
