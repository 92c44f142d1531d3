package main
import (
_ "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
_ "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
_ "k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
_ "k8s.io/apiextensions-apiserver/pkg/apiserver/schema/defaulting"
_ "k8s.io/apiextensions-apiserver/pkg/apiserver/schema/pruning"
_ "k8s.io/apiextensions-apiserver/pkg/apiserver/validation"
_ "github.com/prometheus-operator/prometheus-operator/example"
_ "github.com/prometheus-operator/prometheus-operator/pkg/alertmanager"
_ "github.com/prometheus-operator/prometheus-operator/pkg/prometheus/server"
_ "github.com/prometheus-operator/prometheus-operator/pkg/operator"
)
func main(){}
