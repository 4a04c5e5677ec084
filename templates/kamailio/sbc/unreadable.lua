-- What can be answered of a request that Kamailio's parser does not read: the request again, with nothing in it but what a reply repeats, and
-- each of that in its plainest form. Who sent it knows his transaction by Via and CSeq.

local full = { v = "via", f = "from", t = "to", i = "call-id" }

-- The headers of a message, by name, folded lines unfolded. NULs and other control characters are no text.
local function headers(message)
    local head = message:match("^(.-)\r?\n\r?\n") or message
    head = head:gsub("\r?\n[ \t]+", " "):gsub("[%z\1-\9\11\12\14-\31\127]", "")
    local found = {}
    for name, value in head:gmatch("\n([^%s:]+)%s*:%s*([^\r\n]*)") do
        name = name:lower()
        name = full[name] or name
        found[name] = found[name] or {}
        table.insert(found[name], value)
    end
    return found, head:match("^%s*(%S+)")
end

-- Transport, sender and branch of each Via, the topmost first. Nil: there is one that no reply could be sent to.
local function vias(values)
    local lines = {}
    for hop in (table.concat(values, ",") .. ","):gsub("%s*([/;,=])%s*", "%1"):gmatch("([^,]+),+") do
        if hop:match("^[^;]") then
            local line = hop:match("^SIP/2%.0/%u+ +[%w%.%-:%[%]]+")
            if not line then return end
            for _, name in ipairs({ "branch", "received", "rport" }) do
                line = line .. (hop:match(";" .. name .. "=[%w%.%-_~*!+%%`':]+") or hop:match(";" .. name .. "%f[;%z]") or "")
            end
            lines[#lines + 1] = "Via: " .. line
        end
    end
    return lines[1] and table.concat(lines, "\r\n")
end

local function party(values)
    local value = values and values[1] or ""
    local tag = value:match(";%s*tag%s*=%s*([%w%.%-_~*!+%%`']+)")
    local uri = value:match("<%s*(sips?:[%w%.%-_~*!+%%@:;=]+)%s*>") or "sip:unreadable.invalid"
    return "<" .. uri .. ">" .. (tag and ";tag=" .. tag or "")
end

-- Into $var(answerable).
function answerable()
    local found, method = headers(KSR.pv.get("$mb"))
    local way = found.via and vias(found.via)
    local number, asked = (found.cseq and found.cseq[1] or ""):match("^(%d+)%s+([%w%.%-_~*!+%%`']+)")
    local call_id = (found["call-id"] and found["call-id"][1] or ""):match("^%S+")
    assert(way and number and call_id and #number < 10 and method ~= "ACK" and not method:match("^SIP/"), "nobody to answer")
    KSR.pv.sets("$var(answerable)", table.concat({
        asked .. " sip:unreadable.invalid SIP/2.0",
        way,
        "From: " .. party(found.from),
        "To: " .. party(found.to),
        "Call-ID: " .. call_id,
        "CSeq: " .. number .. " " .. asked,
        "Content-Length: 0", "", "",
    }, "\r\n"))
end
