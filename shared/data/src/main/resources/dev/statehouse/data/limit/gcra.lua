-- Rate limits by the generic cell rate algorithm, for the scripts that this file stands at the head of.
--
-- Of each limit one number is kept: the time at which it will be whole again. A request moves it on by window / quota; it
-- is refused if that would be more than a window from now. No list of requests, no edge between two windows, and an idle
-- limit needs no key at all. Times are microseconds, which a Lua number holds exactly until the year 2255.
--
-- The keys of one request are those of a workspace, a credential and an address. In a cluster they would lie on several
-- nodes, where no script can take from all at once: addresses would have to be a call of their own, and all else would
-- need the workspace as its hash tag. So this runs on one primary with replicas (cluster mode disabled).

-- By Redis's clock, which is one for all instances, unless a test brings its own.
local function clock(given)
  if given ~= '' then return tonumber(given) end
  local time = redis.call('TIME')
  return tonumber(time[1]) * 1000000 + tonumber(time[2])
end

-- When a limit will be whole again; never before now. A time further away than any request can move it is left from before
-- the clock was set back, and must not lock anybody out.
local function whole_at(limit, now)
  local at = tonumber(redis.call('GET', limit.key) or now)
  if at > now + 2 * limit.window then return now end
  return math.max(now, at)
end

-- What one more request would leave of a limit; `room` is how much sooner than a window from now it would be whole again.
local function attempt(limit, now)
  limit.step = math.floor(limit.window / limit.quota)
  limit.whole = whole_at(limit, now) + limit.step
  limit.room = now + limit.window - limit.whole
  limit.left = math.floor(limit.room / limit.step)
  return limit
end

local function nearer(one, other)
  if one.room < 0 or other.room < 0 then return one.room < other.room end
  return one.left < other.left
end

-- Whether the request passes, then name, quota, window, what remains, and how long until whole and until the next.
local function verdict(limit, now)
  local passes = limit.room >= 0
  return {
    passes and 1 or 0, limit.name, limit.quota, limit.window, math.max(limit.left, 0),
    (passes and limit.whole or limit.whole - limit.step) - now, math.max(-limit.room, 0)}
end

-- Takes one request from every limit, or, if one of them refuses, from none. The verdict is that of the limit that is
-- nearest to its end.
local function take(limits, now)
  local nearest
  for _, limit in ipairs(limits) do
    attempt(limit, now)
    if not nearest or nearer(limit, nearest) then nearest = limit end
  end
  if nearest.room >= 0 then
    for _, limit in ipairs(limits) do
      redis.call('SET', limit.key, string.format('%.0f', limit.whole), 'PX', math.ceil((limit.whole - now) / 1000))
    end
  end
  return verdict(nearest, now)
end
