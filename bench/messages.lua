-- Appends messages to the conversations of a file in turn, one "WORKSPACE PATH" a line: a hundred at once to a path that ends with
-- "/batch", and one to any other.

dofile("bench/wrk.lua")

local many, count = 100, 0
local words = "the run of the plan is done and its tests pass but for the last one which asks for a file that nobody made "

local function message()
  count = count + 1
  return string.format('{"role": "%s", "content": "%d: %s"}', count % 2 == 0 and "assistant" or "user", count, words:rep(3))
end

function request()
  at = at % #requests + 1
  local workspace, path = targets[at][1], targets[at][2]
  local body
  if path:match("/batch$") then
    local messages = {}
    for i = 1, many do messages[i] = message() end
    body = '{"messages": [' .. table.concat(messages, ", ") .. "]}"
  else
    body = message()
  end
  return wrk.format("POST", path, { ["x-workspace"] = workspace, ["accept"] = "application/json",
    ["content-type"] = "application/json" }, body)
end
