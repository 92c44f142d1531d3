// Command promql-syntax says what Prometheus' own parser makes of expressions: it reads a list of them as JSON, and writes for each
// its parts, or what is wrong with it. Features that are behind flags are on.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"
)

// Answer is what is said of one expression.
type Answer struct {
	// Parts is the whole of it in parentheses, part in part, as far as it was understood.
	Parts string `json:"parts,omitempty"`
	// Errors are what is wrong, one message each.
	Errors []string `json:"errors,omitempty"`
}

func main() {
	var expressions []string
	if err := json.NewDecoder(os.Stdin).Decode(&expressions); err != nil {
		fmt.Fprintln(os.Stderr, "promql-syntax: standard input is no list of expressions:", err)
		os.Exit(1)
	}
	options := parser.Options{EnableExperimentalFunctions: true, EnableBinopFillModifiers: true}
	answers := make([]Answer, 0, len(expressions))
	for _, each := range expressions {
		expr, err := parser.NewParser(options).ParseExpr(each)
		var faults parser.ParseErrors
		switch {
		case err == nil:
			answers = append(answers, Answer{Parts: parts(expr)})
		case errors.As(err, &faults):
			messages := make([]string, 0, len(faults))
			for _, fault := range faults {
				messages = append(messages, fault.Err.Error())
			}
			answers = append(answers, Answer{Errors: messages})
		default:
			answers = append(answers, Answer{Errors: []string{err.Error()}})
		}
	}
	if err := json.NewEncoder(os.Stdout).Encode(answers); err != nil {
		fmt.Fprintln(os.Stderr, "promql-syntax:", err)
		os.Exit(1)
	}
}

func parts(expr parser.Expr) string {
	switch e := expr.(type) {
	case *parser.NumberLiteral:
		return list("number", number(e.Val))
	case *parser.StringLiteral:
		return list("string", quoted(e.Val))
	case *parser.ParenExpr:
		return list("parentheses", parts(e.Expr))
	case *parser.UnaryExpr:
		return list("unary", e.Op.String(), parts(e.Expr))
	case *parser.VectorSelector:
		return selector(e)
	case *parser.MatrixSelector:
		return list("range", parts(e.VectorSelector), duration(e.Range, e.RangeExpr))
	case *parser.SubqueryExpr:
		step := "-"
		if e.Step != 0 || e.StepExpr != nil {
			step = duration(e.Step, e.StepExpr)
		}
		modifiers := modifiers(e.OriginalOffset, e.OriginalOffsetExpr, e.Timestamp != nil || e.StartOrEnd != 0, false, false)
		return list("subquery", parts(e.Expr), duration(e.Range, e.RangeExpr), step, modifiers)
	case *parser.Call:
		return list("call", e.Func.Name, all(e.Args...))
	case *parser.AggregateExpr:
		args := []parser.Expr{e.Expr}
		if e.Param != nil {
			args = []parser.Expr{e.Param, e.Expr}
		}
		return list("aggregation", e.Op.String(), grouping(e), all(args...))
	case *parser.BinaryExpr:
		return list("binary", e.Op.String(), parts(e.LHS), parts(e.RHS), matching(e))
	default:
		return fmt.Sprintf("%T", expr)
	}
}

func selector(e *parser.VectorSelector) string {
	name := e.Name
	var matchers []string
	for _, matcher := range e.LabelMatchers {
		if matcher.Name == labels.MetricName && matcher.Type == labels.MatchEqual {
			name = matcher.Value
			continue
		}
		matchers = append(matchers, list(quoted(matcher.Name), matcher.Type.String(), quoted(matcher.Value)))
	}
	modifiers := modifiers(e.OriginalOffset, e.OriginalOffsetExpr, e.Timestamp != nil || e.StartOrEnd != 0, e.Anchored, e.Smoothed)
	return list("selector", quoted(name), list(matchers...), modifiers)
}

func modifiers(offset time.Duration, computed *parser.DurationExpr, at, anchored, smoothed bool) string {
	var found []string
	if anchored {
		found = append(found, "anchored")
	}
	if at {
		found = append(found, "@")
	}
	if offset != 0 || computed != nil {
		found = append(found, list("offset", duration(offset, computed)))
	}
	if smoothed {
		found = append(found, "smoothed")
	}
	return list(found...)
}

func grouping(e *parser.AggregateExpr) string {
	if e.Without {
		return list(append([]string{"without"}, names(e.Grouping)...)...)
	}
	return list(append([]string{"by"}, names(e.Grouping)...)...)
}

func matching(e *parser.BinaryExpr) string {
	var found []string
	if e.ReturnBool {
		found = append(found, "bool")
	}
	if m := e.VectorMatching; m != nil {
		if m.On {
			found = append(found, list(append([]string{"on"}, names(m.MatchingLabels)...)...))
		} else if len(m.MatchingLabels) > 0 {
			found = append(found, list(append([]string{"ignoring"}, names(m.MatchingLabels)...)...))
		}
		switch m.Card {
		case parser.CardManyToOne:
			found = append(found, list(append([]string{"group_left"}, names(m.Include)...)...))
		case parser.CardOneToMany:
			found = append(found, list(append([]string{"group_right"}, names(m.Include)...)...))
		}
		if m.FillValues.LHS != nil || m.FillValues.RHS != nil {
			found = append(found, "fills")
		}
	}
	return list(found...)
}

func all(exprs ...parser.Expr) string {
	found := make([]string, 0, len(exprs))
	for _, each := range exprs {
		found = append(found, parts(each))
	}
	return list(found...)
}

func names(found []string) []string {
	result := make([]string, 0, len(found))
	for _, each := range found {
		result = append(result, quoted(each))
	}
	return result
}

func list(items ...string) string { return "(" + strings.Join(items, " ") + ")" }

func number(value float64) string { return strconv.FormatFloat(value, 'e', 11, 64) }

func duration(value time.Duration, computed *parser.DurationExpr) string {
	if computed != nil {
		return "computed"
	}
	return strconv.FormatInt(value.Milliseconds(), 10) + "ms"
}

// As JSON writes it, so that every program quotes alike.
func quoted(text string) string {
	var written strings.Builder
	encoder := json.NewEncoder(&written)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(text)
	return strings.TrimSpace(written.String())
}
