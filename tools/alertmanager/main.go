// Command receivers-at says who hears of an alert at a given time, by Alertmanager's own routes and time intervals.
//
//	receivers-at CONFIG <QUESTIONS
//
// The questions are a JSON list of {"at": TIME, "labels": {...}}, the answer is a JSON list of lists of receivers. amtool knows
// routes, but no time intervals.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"time"

	"github.com/prometheus/alertmanager/config"
	"github.com/prometheus/alertmanager/dispatch"
	"github.com/prometheus/alertmanager/timeinterval"
	"github.com/prometheus/common/model"
)

type question struct {
	At     time.Time      `json:"at"`
	Labels model.LabelSet `json:"labels"`
}

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: receivers-at CONFIG <QUESTIONS")
		os.Exit(2)
	}
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "receivers-at:", err)
		os.Exit(1)
	}
}

func run(file string) error {
	configuration, err := config.LoadFile(file)
	if err != nil {
		return err
	}
	var questions []question
	if err := json.NewDecoder(os.Stdin).Decode(&questions); err != nil {
		return fmt.Errorf("questions: %w", err)
	}
	root := dispatch.NewRoute(configuration.Route, nil)
	times := timeinterval.NewIntervener(intervals(configuration))
	answers := [][]string{}
	for _, question := range questions {
		receivers, err := told(root, times, question)
		if err != nil {
			return err
		}
		answers = append(answers, receivers)
	}
	return json.NewEncoder(os.Stdout).Encode(answers)
}

func intervals(configuration *config.Config) map[string][]timeinterval.TimeInterval {
	byName := map[string][]timeinterval.TimeInterval{}
	for _, each := range configuration.MuteTimeIntervals {
		byName[each.Name] = each.TimeIntervals
	}
	for _, each := range configuration.TimeIntervals {
		byName[each.Name] = each.TimeIntervals
	}
	return byName
}

// told lists the receivers of the routes that match and are neither muted nor inactive.
func told(root *dispatch.Route, times *timeinterval.Intervener, asked question) ([]string, error) {
	receivers := []string{}
	for _, route := range root.Match(asked.Labels) {
		muted, _, err := times.Mutes(route.RouteOpts.MuteTimeIntervals, asked.At)
		if err != nil {
			return nil, err
		}
		active := true
		if names := route.RouteOpts.ActiveTimeIntervals; len(names) > 0 {
			if active, _, err = times.Mutes(names, asked.At); err != nil {
				return nil, err
			}
		}
		if active && !muted {
			receivers = append(receivers, route.RouteOpts.Receiver)
		}
	}
	return receivers, nil
}
