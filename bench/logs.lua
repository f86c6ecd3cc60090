-- Writes batches of a hundred log lines to the runs of a file in turn, one "WORKSPACE PATH" a line, each line with an id of its own.

dofile("bench/wrk.lua")

local rows, count = 100, 0
local pieces = {}

local base_init = init
function init(args)
  base_init(args)
  -- Threads have memory of their own: where a table lies tells them apart.
  math.randomseed(os.time() * 1000 + tonumber(tostring({}):match("0x(%x+)"), 16) % 1000003)
  pieces[1] = '{"rows": [{"id": "'
  for row = 1, rows do
    pieces[row * 2 + 1] = string.format(
      '", "level": "%s", "message": "step %d of the plan is done, and its tests pass", "data": {"step": %d, "file": "src/main/App.java"}}%s',
      row % 20 == 0 and "warn" or "info", row, row, row < rows and ', {"id": "' or "]}")
  end
end

-- A UUIDv7 of this second; its counter keeps a thread's ids in order, and its random digits threads apart.
local function id()
  count = count + 1
  local millis = os.time() * 1000 + count % 1000
  return string.format("%08x-%04x-7%03x-8%03x-%06x%06x", math.floor(millis / 65536), millis % 65536, math.random(0, 4095),
    math.random(0, 4095), math.random(0, 16777215), math.random(0, 16777215))
end

function request()
  at = at % #requests + 1
  for row = 1, rows do pieces[row * 2] = id() end
  local workspace, path = targets[at][1], targets[at][2]
  return wrk.format("POST", path, { ["x-workspace"] = workspace, ["accept"] = "application/json",
    ["content-type"] = "application/json" }, table.concat(pieces))
end
