// By its deep path: the package's index loads everything that cdk8s-plus has.
export * as k8s from "cdk8s-plus-27/lib/imports/k8s.js";
