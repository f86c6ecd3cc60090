-- KEYS: one for each limit. ARGV: the time or '', then name, quota and window of each limit.
local limits = {}
for i, key in ipairs(KEYS) do
  limits[i] = {
    key = key,
    name = ARGV[3 * i - 1],
    quota = tonumber(ARGV[3 * i]),
    window = tonumber(ARGV[3 * i + 1])}
end
return take(limits, clock(ARGV[1]))
