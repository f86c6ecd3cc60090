-- Requests of known credentials that a limit refused, counted until somebody tells the audit log of them; for the scripts that
-- this file stands at the head of, behind gcra.lua.
--
-- Of each credential there is one hash: `requests`, `since` (ms), `said`, which is whose they are, and `told` (ms), when they were
-- taken last. The sorted set names the hashes that hold any, by `since`. A hash goes after a day, told or not: nothing is without
-- an end here.

local REFUSED = 'refused'
local TOLD_EVERY = 60000
local KEPT = 86400000

local function add_refusals(key, requests, since, said)
  local first = tonumber(redis.call('HGET', key, 'since') or nil)
  redis.call('HINCRBY', key, 'requests', requests)
  if not first or since < first then
    redis.call('HSET', key, 'since', since, 'said', said)
    redis.call('ZADD', REFUSED, since, key)
  end
  redis.call('PEXPIRE', key, KEPT)
end

-- How many they were, since when and whose; nothing if there are none.
local function take_refusals(key)
  local held = redis.call('HMGET', key, 'requests', 'since', 'said')
  redis.call('ZREM', REFUSED, key)
  redis.call('HDEL', key, 'requests', 'since', 'said')
  redis.call('PEXPIRE', key, TOLD_EVERY)
  if held[1] then return tonumber(held[1]), tonumber(held[2]), held[3] end
end

-- Counts one more; takes them all if that was not done within the last minute.
local function refuse(key, said, now_ms)
  add_refusals(key, 1, now_ms, said)
  local age = now_ms - tonumber(redis.call('HGET', key, 'told') or 0)
  if age >= 0 and age < TOLD_EVERY then return end
  redis.call('HSET', key, 'told', now_ms)
  return take_refusals(key)
end
