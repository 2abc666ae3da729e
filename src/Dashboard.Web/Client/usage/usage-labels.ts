/** The words of `<usage-charts>`, in English; the page gives those of the reader's language. */
export const usageLabels = {
  cpu: "CPU",
  memory: "Memory",
  network: "Network",
  disk: "Disk",
  pids: "Processes",
  received: "received",
  sent: "sent",
  read: "read",
  written: "written",
  limit: "limit",
  hour: "Last hour",
  live: "Last 2 minutes",
  range: "Time shown",
  waiting: "Nothing measured yet. The first figures come a few seconds after the container has started.",
  gone: "There is nothing more to measure: the container is gone.",
};

export type UsageLabels = typeof usageLabels;
