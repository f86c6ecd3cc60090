-- Puts refusals back that could not be told, for the next who comes. Behind gcra.lua and refusals.lua.
--
-- KEYS: the credential's hash. ARGV: how many, since when in ms, what was said of the credential.
add_refusals(KEYS[1], tonumber(ARGV[1]), tonumber(ARGV[2]), ARGV[3])
return {}
