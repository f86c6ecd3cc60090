-- Changes the descriptions of a file's cards in turn, one "WORKSPACE PATH" a line, each time to another text.

dofile("bench/wrk.lua")

local count = 0

function request()
  at = at % #requests + 1
  count = count + 1
  local workspace, path = targets[at][1], targets[at][2]
  return wrk.format("PATCH", path, { ["x-workspace"] = workspace, ["accept"] = "application/json",
    ["content-type"] = "application/json", ["if-match"] = "*" }, '{"description": "changed ' .. count .. '"}')
end
