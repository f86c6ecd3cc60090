-- How many credentials have refusals that nobody came to tell of, and since when in ms, -1 for none. Behind gcra.lua and
-- refusals.lua.
--
-- ARGV: 1 the time or ''; 2 for how many ms they are left to those who would tell.
local until_ms = math.floor(clock(ARGV[1]) / 1000) - tonumber(ARGV[2])
local oldest = redis.call('ZRANGEBYSCORE', REFUSED, '-inf', until_ms, 'WITHSCORES', 'LIMIT', 0, 1)
return {redis.call('ZCOUNT', REFUSED, '-inf', until_ms), tonumber(oldest[2] or -1)}
