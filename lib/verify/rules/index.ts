import type { Rule } from "../rule.ts";
import { addressUnknown } from "./address-unknown.ts";
import { alertDashboardLinkToNowhere } from "./alert-dashboard-link-to-nowhere.ts";
import { alertReachesNobody } from "./alert-reaches-nobody.ts";
import { alertSeverityUnknown } from "./alert-severity-unknown.ts";
import { alertWithoutRunbook } from "./alert-without-runbook.ts";
import { alertmanagerConfigNotSelected } from "./alertmanager-config-not-selected.ts";
import { alertmanagerFileNotMounted } from "./alertmanager-file-not-mounted.ts";
import { alertmanagerFileRefused } from "./alertmanager-file-refused.ts";
import { alertmanagerNotReachable } from "./alertmanager-not-reachable.ts";
import { alertmanagerUnknown } from "./alertmanager-unknown.ts";
import { apiServerNotReachable } from "./api-server-not-reachable.ts";
import { apiVersionNotServed } from "./api-version-not-served.ts";
import { apiVersionRemoved } from "./api-version-removed.ts";
import { autoscalerBounds } from "./autoscaler-bounds.ts";
import { autoscalerWithoutRequest } from "./autoscaler-without-request.ts";
import { autoscalerWithoutTarget } from "./autoscaler-without-target.ts";
import { autoscalersOverlap } from "./autoscalers-overlap.ts";
import { budgetBlocksDrain } from "./budget-blocks-drain.ts";
import { budgetSelectsNothing } from "./budget-selects-nothing.ts";
import { budgetsOverlap } from "./budgets-overlap.ts";
import { comparisonNeverTrue } from "./comparison-never-true.ts";
import { contractNotReviewed } from "./contract-not-reviewed.ts";
import { dashboardDataSourceUnknown } from "./dashboard-data-source-unknown.ts";
import { dashboardDoesNotParse } from "./dashboard-does-not-parse.ts";
import { dashboardLinkToNowhere } from "./dashboard-link-to-nowhere.ts";
import { dashboardNotLoaded } from "./dashboard-not-loaded.ts";
import { dashboardNotSelected } from "./dashboard-not-selected.ts";
import { dashboardPanelsOverlap } from "./dashboard-panels-overlap.ts";
import { dashboardTitleNotUnique } from "./dashboard-title-not-unique.ts";
import { dashboardUidInvalid } from "./dashboard-uid-invalid.ts";
import { dashboardUidNotUnique } from "./dashboard-uid-not-unique.ts";
import { dashboardVariableUnknown } from "./dashboard-variable-unknown.ts";
import { dashboardVariableUnused } from "./dashboard-variable-unused.ts";
import { dashboardWithoutUid } from "./dashboard-without-uid.ts";
import { dataSourcesConflict } from "./data-sources-conflict.ts";
import { dependencyNotReachable } from "./dependency-not-reachable.ts";
import { discoveryForbidden } from "./discovery-forbidden.ts";
import { duplicateObject } from "./duplicate-object.ts";
import { duplicatePortName } from "./duplicate-port-name.ts";
import { exclusiveVolumeShared } from "./exclusive-volume-shared.ts";
import { fieldHasUnknownWord } from "./field-has-unknown-word.ts";
import { fieldHasWrongType } from "./field-has-wrong-type.ts";
import { heartbeatStaysInside } from "./heartbeat-stays-inside.ts";
import { hostPortConflict } from "./host-port-conflict.ts";
import { imageNameInvalid } from "./image-name-invalid.ts";
import { imageWithoutDigest } from "./image-without-digest.ts";
import { imageWithoutTag } from "./image-without-tag.ts";
import { ingressWithoutBackend } from "./ingress-without-backend.ts";
import { inhibitionLabelMissing } from "./inhibition-label-missing.ts";
import { kubeStateMetricsForbidden } from "./kube-state-metrics-forbidden.ts";
import { labelInvalid } from "./label-invalid.ts";
import { labelLost } from "./label-lost.ts";
import { matchManyToMany } from "./match-many-to-many.ts";
import { matcherMatchesNoAlert } from "./matcher-matches-no-alert.ts";
import { matcherMatchesNothing } from "./matcher-matches-nothing.ts";
import { metricsForbidden } from "./metrics-forbidden.ts";
import { missingClaim } from "./missing-claim.ts";
import { missingConfigMap } from "./missing-config-map.ts";
import { missingGoverningService } from "./missing-governing-service.ts";
import { missingIssuer } from "./missing-issuer.ts";
import { missingKey } from "./missing-key.ts";
import { missingNamespace } from "./missing-namespace.ts";
import { missingParent } from "./missing-parent.ts";
import { missingPriorityClass } from "./missing-priority-class.ts";
import { missingRole } from "./missing-role.ts";
import { missingSecret } from "./missing-secret.ts";
import { missingSecretStore } from "./missing-secret-store.ts";
import { missingServiceAccount } from "./missing-service-account.ts";
import { missingStorageClass } from "./missing-storage-class.ts";
import { missingSubject } from "./missing-subject.ts";
import { missingVolume } from "./missing-volume.ts";
import { monitorNotSelected } from "./monitor-not-selected.ts";
import { monitorPortUnknown } from "./monitor-port-unknown.ts";
import { monitorSelectsNothing } from "./monitor-selects-nothing.ts";
import { nameInvalid } from "./name-invalid.ts";
import { namesNotReachable } from "./names-not-reachable.ts";
import { namespaceWithoutSecurityLevel } from "./namespace-without-security-level.ts";
import { objectRefused } from "./object-refused.ts";
import { objectTooLarge } from "./object-too-large.ts";
import { operandsNeverMatch } from "./operands-never-match.ts";
import { operatorForbidden } from "./operator-forbidden.ts";
import { outsideLimitRange } from "./outside-limit-range.ts";
import { podRefusedBySecurityLevel } from "./pod-refused-by-security-level.ts";
import { policyNotEvaluated } from "./policy-not-evaluated.ts";
import { policyPeerSelectsNothing } from "./policy-peer-selects-nothing.ts";
import { policyPortNobodyListensOn } from "./policy-port-nobody-listens-on.ts";
import { policySelectsNoPod } from "./policy-selects-no-pod.ts";
import { probePortUnknown } from "./probe-port-unknown.ts";
import { prometheusFileRefused } from "./prometheus-file-refused.ts";
import { quantileWithoutLe } from "./quantile-without-le.ts";
import { queryDoesNotParse } from "./query-does-not-parse.ts";
import { quotaExceeded } from "./quota-exceeded.ts";
import { rateOfGauge } from "./rate-of-gauge.ts";
import { ratioOfItself } from "./ratio-of-itself.ts";
import { receiverUnknown } from "./receiver-unknown.ts";
import { recordingCycle } from "./recording-cycle.ts";
import { recordingOrder } from "./recording-order.ts";
import { recordingTwice } from "./recording-twice.ts";
import { referenceNotGranted } from "./reference-not-granted.ts";
import { relabellingRefused } from "./relabelling-refused.ts";
import { replicasBesideAutoscaler } from "./replicas-beside-autoscaler.ts";
import { requestAboveLimit } from "./request-above-limit.ts";
import { requestMissingForQuota } from "./request-missing-for-quota.ts";
import { retentionExceedsVolume } from "./retention-exceeds-volume.ts";
import { rolePermitsEverything } from "./role-permits-everything.ts";
import { roleReadsAllSecrets } from "./role-reads-all-secrets.ts";
import { roleWiderThanUsed } from "./role-wider-than-used.ts";
import { routeNotAccepted } from "./route-not-accepted.ts";
import { routeWithoutBackend } from "./route-without-backend.ts";
import { ruleFileNotLoaded } from "./rule-file-not-loaded.ts";
import { ruleNotSelected } from "./rule-not-selected.ts";
import { ruleRefused } from "./rule-refused.ts";
import { sampleLimitTooLow } from "./sample-limit-too-low.ts";
import { scheduleNeverComes } from "./schedule-never-comes.ts";
import { scrapeClassUnknown } from "./scrape-class-unknown.ts";
import { securityLevelUnknown } from "./security-level-unknown.ts";
import { selectorMissesTemplate } from "./selector-misses-template.ts";
import { selectorsOverlap } from "./selectors-overlap.ts";
import { seriesUnknown } from "./series-unknown.ts";
import { servicePortNotDeclared } from "./service-port-not-declared.ts";
import { servicePortWithoutContainerPort } from "./service-port-without-container-port.ts";
import { serviceSelectsJob } from "./service-selects-job.ts";
import { serviceSelectsNoPod } from "./service-selects-no-pod.ts";
import { targetNotReachable } from "./target-not-reachable.ts";
import { targetScrapedTwice } from "./target-scraped-twice.ts";
import { templateDoesNotParse } from "./template-does-not-parse.ts";
import { timeIntervalUnknown } from "./time-interval-unknown.ts";
import { timeoutAboveInterval } from "./timeout-above-interval.ts";
import { tooLargeForClientSideApply } from "./too-large-for-client-side-apply.ts";
import { unusedVolume } from "./unused-volume.ts";
import { webhookWithoutService } from "./webhook-without-service.ts";
import { windowNarrow } from "./window-narrow.ts";
import { windowTooShort } from "./window-too-short.ts";

/** All rules, by topic. */
export const rules: readonly Rule[] = [
  duplicateObject,
  fieldHasUnknownWord,
  fieldHasWrongType,
  alertmanagerConfigNotSelected,
  monitorNotSelected,
  monitorPortUnknown,
  monitorSelectsNothing,
  ruleNotSelected,
  scrapeClassUnknown,
  relabellingRefused,
  prometheusFileRefused,
  targetScrapedTwice,
  timeoutAboveInterval,
  alertmanagerNotReachable,
  apiServerNotReachable,
  dependencyNotReachable,
  discoveryForbidden,
  kubeStateMetricsForbidden,
  metricsForbidden,
  namesNotReachable,
  operatorForbidden,
  policyNotEvaluated,
  policyPeerSelectsNothing,
  policyPortNobodyListensOn,
  policySelectsNoPod,
  targetNotReachable,
  comparisonNeverTrue,
  contractNotReviewed,
  labelLost,
  matchManyToMany,
  matcherMatchesNothing,
  operandsNeverMatch,
  quantileWithoutLe,
  ruleRefused,
  ruleFileNotLoaded,
  queryDoesNotParse,
  rateOfGauge,
  ratioOfItself,
  recordingCycle,
  recordingOrder,
  recordingTwice,
  seriesUnknown,
  windowNarrow,
  windowTooShort,
  alertDashboardLinkToNowhere,
  alertReachesNobody,
  alertSeverityUnknown,
  alertWithoutRunbook,
  alertmanagerFileNotMounted,
  alertmanagerFileRefused,
  alertmanagerUnknown,
  heartbeatStaysInside,
  inhibitionLabelMissing,
  matcherMatchesNoAlert,
  receiverUnknown,
  templateDoesNotParse,
  timeIntervalUnknown,
  dataSourcesConflict,
  dashboardDataSourceUnknown,
  dashboardDoesNotParse,
  dashboardLinkToNowhere,
  dashboardNotLoaded,
  dashboardNotSelected,
  dashboardPanelsOverlap,
  dashboardTitleNotUnique,
  dashboardUidInvalid,
  dashboardUidNotUnique,
  dashboardVariableUnknown,
  dashboardVariableUnused,
  dashboardWithoutUid,
  addressUnknown,
  apiVersionNotServed,
  apiVersionRemoved,
  autoscalerBounds,
  autoscalerWithoutRequest,
  autoscalerWithoutTarget,
  autoscalersOverlap,
  budgetBlocksDrain,
  budgetSelectsNothing,
  budgetsOverlap,
  duplicatePortName,
  exclusiveVolumeShared,
  hostPortConflict,
  imageNameInvalid,
  imageWithoutDigest,
  imageWithoutTag,
  ingressWithoutBackend,
  labelInvalid,
  missingClaim,
  missingConfigMap,
  missingGoverningService,
  missingIssuer,
  missingKey,
  missingNamespace,
  missingParent,
  missingPriorityClass,
  missingRole,
  missingSecret,
  missingSecretStore,
  missingServiceAccount,
  missingStorageClass,
  missingSubject,
  missingVolume,
  nameInvalid,
  namespaceWithoutSecurityLevel,
  objectRefused,
  objectTooLarge,
  outsideLimitRange,
  podRefusedBySecurityLevel,
  probePortUnknown,
  quotaExceeded,
  referenceNotGranted,
  replicasBesideAutoscaler,
  requestAboveLimit,
  requestMissingForQuota,
  retentionExceedsVolume,
  rolePermitsEverything,
  roleReadsAllSecrets,
  roleWiderThanUsed,
  routeNotAccepted,
  routeWithoutBackend,
  scheduleNeverComes,
  securityLevelUnknown,
  selectorMissesTemplate,
  selectorsOverlap,
  servicePortNotDeclared,
  servicePortWithoutContainerPort,
  serviceSelectsJob,
  serviceSelectsNoPod,
  tooLargeForClientSideApply,
  unusedVolume,
  webhookWithoutService,
  sampleLimitTooLow,
];
