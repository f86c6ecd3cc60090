-- Takes the refusals that nobody came to tell of. Behind gcra.lua and refusals.lua.
--
-- ARGV: 1 the time or ''; 2 for how many ms they are left to those who would tell; 3 how many credentials at most.
-- Answers with the number, the time in ms, what was said of the credential, and its key, for each.
local until_ms = math.floor(clock(ARGV[1]) / 1000) - tonumber(ARGV[2])
local taken = {}
for _, key in ipairs(redis.call('ZRANGEBYSCORE', REFUSED, '-inf', until_ms, 'LIMIT', 0, ARGV[3])) do
  local requests, since, said = take_refusals(key)
  if requests then
    for _, value in ipairs({requests, since, said, key}) do taken[#taken + 1] = value end
  end
end
return taken
