-- Sends the requests of a file in turn, one "WORKSPACE PATH" a line, and prints one line of what came back.
-- wrk runs init and request in each of its threads, done once at the end.

function init(args)
  requests, targets, at = {}, {}, 0
  for line in io.lines(args[1]) do
    local workspace, path = line:match("^(%S+) (%S+)$")
    targets[#targets + 1] = { workspace, path }
    requests[#requests + 1] = wrk.format("GET", path, { ["x-workspace"] = workspace, ["accept"] = "application/json" })
  end
end

function request()
  at = at % #requests + 1
  return requests[at]
end

function done(summary, latency)
  local e = summary.errors
  print(string.format("OUTCOME %d %d %f %f %f %f", summary.requests, e.connect + e.read + e.write + e.status + e.timeout,
    summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(95) / 1e3, latency:percentile(99) / 1e3))
end
