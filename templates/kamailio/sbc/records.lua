-- The record of each call attempt, on disk: Kamailio's own modules write no file that outlives a killed process.
--
-- An attempt is a file, open/KEY, from before its call is placed; whatever becomes known of it is a further line, each of them the whole
-- record as it is then. At its end the file moves to ended/, from where c4-deliver-records takes it: the last line of a file there is
-- complete, whenever this process dies. What a dead process left in open/, c4-records moves on. One folder, one disk: moves are atomic.

local folder = os.getenv("C4_RECORDS") or "/var/spool/c4/records"

-- Longer texts are cut: no call is refused, and no record lost, for the length of a header.
local longest = 1000

-- Unique for ever: drawn in each process, and counted there.
local process, count

local function new_key()
    if not process then
        local drawn = assert(io.open("/proc/sys/kernel/random/uuid"))
        process = drawn:read("*l"):gsub("-", "")
        drawn:close()
        count = 0
    end
    count = count + 1
    return process .. "-" .. count
end

-- The length of the UTF-8 character at a place (RFC 3629), or nil.
local shapes = {
    "^[\194-\223][\128-\191]",
    "^\224[\160-\191][\128-\191]",
    "^[\225-\236\238\239][\128-\191][\128-\191]",
    "^\237[\128-\159][\128-\191]",
    "^\240[\144-\191][\128-\191][\128-\191]",
    "^[\241-\243][\128-\191][\128-\191][\128-\191]",
    "^\244[\128-\143][\128-\191][\128-\191]",
}
local function character(text, at)
    for _, shape in ipairs(shapes) do
        local _, last = text:find(shape, at)
        if last then return last - at + 1 end
    end
end

-- A JSON string. Bytes that are no text (no UTF-8, control characters) are written as \xFF: nothing of them is lost, and nobody chokes.
local function quoted(text, limit)
    if not text:find("[^ -~]") and #text <= limit then return '"' .. text:gsub('["\\]', "\\%0") .. '"' end
    local parts, size, at = {}, 0, 1
    while at <= #text do
        local byte, length, part = text:byte(at), 1, nil
        if byte >= 128 then length = character(text, at) end
        if not length or byte < 32 or byte == 127 then
            length, part = 1, string.format("\\\\x%02X", byte)
        elseif byte == 34 or byte == 92 then
            part = "\\" .. string.char(byte)
        else
            part = text:sub(at, at + length - 1)
        end
        size = size + #part
        if size > limit - 3 then
            parts[#parts + 1] = "..."
            break
        end
        parts[#parts + 1] = part
        at = at + length
    end
    return '"' .. table.concat(parts) .. '"'
end

-- A pseudo-variable as JSON; nil where it has no value.
local kinds = {
    text = function(value) return quoted(tostring(value), longest) end,
    number = function(value) return tostring(value):match("^%-?%d+$") end,
    -- "seconds.microseconds", in milliseconds.
    moment = function(value)
        local seconds, micros = tostring(value):match("^(%d+)%.(%d+)$")
        return seconds and string.format("%.0f", seconds * 1000 + math.floor(micros / 1000))
    end,
    -- Of RTPengine: as a text, for it holds what callers sent, and nothing vouches for its form.
    account = function(value) return quoted(tostring(value), 32000) end,
    -- Of our own making.
    json = function(value) return value end,
}

local fields = {
    { "attempt", "text", "$dlg_var(attempt)" },
    { "call_id", "text", "$dlg(callid)" },
    { "source_ip", "text", "$dlg_var(source_ip)" },
    { "source_port", "number", "$dlg_var(source_port)" },
    { "from_uri", "text", "$dlg_var(from_uri)" },
    { "to_uri", "text", "$dlg_var(to_uri)" },
    { "request_uri", "text", "$dlg_var(request_uri)" },
    { "tenant_uuid", "text", "$dlg_var(tenant_uuid)" },
    { "carrier_trunk_id", "number", "$dlg_var(carrier_trunk_id)" },
    { "ipbx_id", "number", "$dlg_var(ipbx_id)" },
    { "router", "text", "$dlg_var(router)" },
    { "sent_uri", "text", "$dlg_var(sent_uri)" },
    { "sent_to", "text", "$dlg_var(sent_to)" },
    { "sbc", "text", "$env(C4_INSTANCE)" },
    { "tries", "json", "$dlg_var(tries)" },
    { "egress_tenant_uuid", "text", "$dlg_var(egress_tenant)" },
    { "egress_carrier_trunk_id", "number", "$dlg_var(egress_trunk)" },
    { "egress_ipbx_id", "number", "$dlg_var(egress_ipbx)" },
    { "set_up", "moment", "$dlg_var(set_up)" },
    { "ringing", "moment", "$dlg_var(ringing)" },
    { "answered", "moment", "$dlg_var(answered)" },
    { "ended", "moment", "$dlg_var(ended)" },
    { "sip_code", "number", "$dlg_var(code)" },
    { "sip_reason", "text", "$dlg_var(reason)" },
    { "cause", "number", "$dlg_var(cause)" },
    { "released_by", "text", "$dlg_var(released_by)" },
    { "media_relay", "text", "$dlg_var(relay)" },
    { "caller_tag", "text", "$dlg(from_tag)" },
    { "callee_tag", "text", "$dlg(to_tag)" },
    { "relay", "account", "$dlg_var(account)" },
}

local try = {
    { "uri", "text", "$dlg_var(sent_uri)" },
    { "to", "text", "$dlg_var(sent_to)" },
    { "carrier_trunk_id", "number", "$dlg_var(egress_trunk)" },
    { "ipbx_id", "number", "$dlg_var(egress_ipbx)" },
    { "code", "number", "$vn(code)" },
    { "reason", "text", "$vn(reason)" },
    { "cause", "number", "$vn(cause)" },
}

-- The same of a request that never became a dialog.
local of_request = {
    ["$dlg(callid)"] = "$ci",
    ["$dlg(from_tag)"] = "$ft",
    ["$dlg_var(source_ip)"] = "$si",
    ["$dlg_var(source_port)"] = "$sp",
    ["$dlg_var(from_uri)"] = "$fu",
    ["$dlg_var(to_uri)"] = "$tu",
    ["$dlg_var(request_uri)"] = "$ou",
    ["$dlg_var(set_up)"] = "$vn(came)",
    ["$dlg_var(ended)"] = "$vn(came)",
    ["$dlg_var(attempt)"] = "$vn(attempt)",
    ["$dlg_var(code)"] = "$vn(code)",
    ["$dlg_var(reason)"] = "$vn(reason)",
    ["$dlg_var(released_by)"] = "$vn(released_by)",
    ["$env(C4_INSTANCE)"] = "$env(C4_INSTANCE)",
}

local function object(of, variables)
    local parts = {}
    for _, field in ipairs(of) do
        local name, kind, variable = field[1], field[2], field[3]
        if variables then variable = variables[variable] end
        local value = variable and KSR.pv.get(variable)
        if value and value ~= "" then value = kinds[kind](value) end
        if value and value ~= "" then parts[#parts + 1] = '"' .. name .. '":' .. value end
    end
    return "{" .. table.concat(parts, ",") .. "}"
end

-- Of an answer that comes with its 180 the SBC may see the 200 first. (Both are "seconds.microseconds", and as long.)
local function in_order()
    local ringing, answered = KSR.pv.get("$dlg_var(ringing)"), KSR.pv.get("$dlg_var(answered)")
    if ringing and answered and ringing > answered then KSR.pv.sets("$dlg_var(ringing)", answered) end
end

local function line(variables)
    if not variables then in_order() end
    return object(fields, variables) .. "\n"
end

-- Fails where the line is not written to its end: a full disk shows when the file is closed.
local function append(key, text)
    local file = assert(io.open(folder .. "/open/" .. key, "a"))
    local written, why = file:write(text)
    local closed, later = file:close()
    assert(written and closed, why or later)
end

local function finish(key)
    assert(os.rename(folder .. "/open/" .. key, folder .. "/ended/" .. key))
end

-- Before a call is placed: one that cannot be recorded must not be.
function record_begin()
    local key = new_key()
    KSR.pv.sets("$dlg_var(attempt)", key)
    append(key, line())
end

-- What is known now.
function record_note()
    append(KSR.pv.get("$dlg_var(attempt)"), line())
end

-- A route that was tried, and what came of it.
function record_try()
    local tried = KSR.pv.get("$dlg_var(tries)")
    local before = tried and tried ~= "" and tried:sub(1, -2) .. "," or "["
    KSR.pv.sets("$dlg_var(tries)", before .. object(try) .. "]")
end

-- The end. Where the disk is full, the record ends as it was last written.
function record_end()
    local key = KSR.pv.get("$dlg_var(attempt)")
    local good, why = pcall(append, key, line())
    finish(key)
    assert(good, why)
end

-- An attempt that is refused before it becomes a dialog.
function record_refused()
    local key = new_key()
    KSR.pv.sets("$vn(attempt)", key)
    append(key, line(of_request))
    finish(key)
end
