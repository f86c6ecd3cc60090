-- One round trip of the authorizer: read what is remembered of a credential, judge whether it is fresh, and take the request
-- from all of its limits. Behind gcra.lua and refusals.lua.
--
-- KEYS: the credential's hash; the address, which the limits of an address begin with. The limits of the workspace and of
-- the credential are named by what the hash holds, so they can't be listed here; gcra.lua says why that is no loss.
-- ARGV: 1 the time or ''; 2 'ask' or 'tell'; 3 the field, by the workspace that the request names; 4 the SHA-256 of what was
-- shown; 5 the class of operation; 6 for how many ms PostgreSQL is believed; 7 an address's quota of unproved requests;
-- 8 a line for each plan: its name and its quotas of a workspace, a credential and an address; to tell: 9 what PostgreSQL
-- said, '' for "no such credential", and 10 for how many ms it may be kept.
--
-- Answers with the time in ms and what is believed, '' for nothing; then the seven values of take, unless PostgreSQL has to be
-- asked first; then, if a limit refused a proved credential and a minute went by since it was told of, how many requests of it
-- were refused, since when in ms, and under which key they were counted.
--
-- The digests compared here decide only whose limits are charged, so that a forged token never costs its victim a request;
-- who may pass is decided by the instance, in constant time. No time that this comparison takes could help a forger: they
-- are SHA-256 digests, and to know one is not to know what it is of. Nor does Lua compare byte by byte: equal strings are
-- one and the same string to it.

local MINUTE = 60000000
local now = clock(ARGV[1])
local now_ms = math.floor(now / 1000)
local shown, class = ARGV[4], ARGV[5]

local said = ARGV[9]
if ARGV[2] == 'ask' then said = redis.call('HGET', KEYS[1], ARGV[3]) or '' end
local asked_at, valid_until, sha256, owner, plan, id = string.match(said, '^(%d+) (%d+) (%x+) (%S+) (%S+) (%S+)')

-- What was said in the future was said before the clock was set back.
local age = now_ms - (tonumber(asked_at) or 0)
local fresh = asked_at and age >= 0 and age <= tonumber(ARGV[6])
local unproved = {key = KEYS[2] .. ':unproved', name = 'unproved', quota = tonumber(ARGV[7]), window = MINUTE}

local function answer(verdict)
  local values = {now_ms, said}
  for _, value in ipairs(verdict) do values[#values + 1] = value end
  return values
end

if ARGV[2] == 'ask' and not fresh then
  said = ''
  -- A look-up costs more than this script does: an address that has proved nothing for long gets no more of them.
  attempt(unproved, now)
  if unproved.room < 0 then return answer(verdict(unproved, now)) end
  return {now_ms, said}
end

if ARGV[2] == 'tell' and fresh and ARGV[10] ~= '0' then
  redis.call('HSET', KEYS[1], ARGV[3], said)
  redis.call('PEXPIRE', KEYS[1], ARGV[10])
end

-- A dead credential is a stranger's: a leaked key must not use up a workspace's requests after its revocation.
if sha256 ~= shown or now_ms >= tonumber(valid_until) then return answer(take({unproved}, now)) end

-- A plan that this version does not know counts as the first.
local at = string.find('\n' .. ARGV[8], '\n' .. plan .. ' ', 1, true) or 1
local workspaces, credentials, addresses = string.match(ARGV[8], '(%d+) (%d+) (%d+)', at)
local limit = owner .. ':limit:' .. class
local taken = take({
  {key = limit, name = class, quota = tonumber(workspaces), window = MINUTE},
  {key = limit .. ':' .. id, name = class .. '-credential', quota = tonumber(credentials), window = MINUTE},
  {key = KEYS[2] .. ':limit:' .. class, name = class .. '-address', quota = tonumber(addresses), window = MINUTE}}, now)

if taken[1] == 0 then
  local refused = owner .. ':refused:' .. id
  local requests, since = refuse(refused, said, now_ms)
  if requests then
    for _, value in ipairs({requests, since, refused}) do taken[#taken + 1] = value end
  end
end
return answer(taken)
