/** The names of the receivers on the internet, which the run's secrets and its environment use. */
export const hosts = {
  slack: "hooks.slack.com",
  teams: "teams.live.agentprovision.example",
  jira: "jira.live.agentprovision.example",
  deadManSwitch: "hc-ping.com",
} as const;

/** The token that Jira's stand-in takes. */
export const jiraToken = "the-token";
