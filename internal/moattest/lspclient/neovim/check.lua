-- Neovim's built-in client opens a template with an emoji and a combining accent
-- before a finding, sees the diagnostic on the right columns, applies the quick
-- fix, and sees the diagnostic go.
-- usage: MOAT=path/to/moat ACCOUNT=path/to/account.bicep nvim --headless --clean -S check.lua
local function fail(...)
  io.stderr:write(string.format(...) .. '\n')
  vim.cmd('cquit 1')
end

local dir = vim.fn.tempname()
vim.fn.mkdir(dir, 'p')
local file = dir .. '/main.bicep'
local text = vim.fn.readfile(vim.env.ACCOUNT)
local row
for i, line in ipairs(text) do
  if line:find('disableLocalAuth') then
    row = i
    text[i] = line:gsub('disableLocalAuth', '/* 🙂e\u{301} */ disableLocalAuth')
  end
end
vim.fn.writefile(text, file)
vim.cmd('edit ' .. vim.fn.fnameescape(file))
local client = vim.lsp.start_client({ name = 'moat', cmd = { vim.env.MOAT, 'lsp' }, root_dir = dir })
if not client then fail('the server does not start') end
vim.lsp.buf_attach_client(0, client)

local function keys()
  for _, d in ipairs(vim.diagnostic.get(0)) do
    local code = d.code or (d.user_data and d.user_data.lsp and d.user_data.lsp.code)
    if code == 'IDN001' then return d end
  end
end
if not vim.wait(20000, function() return keys() ~= nil end, 20) then
  fail('no diagnostic came: %s', vim.inspect(vim.diagnostic.get(0)))
end
local d = keys()
-- Neovim counts bytes: from, to are those of "false" in the line.
local from, to = text[row]:find('false', 1, true)
if d.lnum ~= row - 1 or d.col ~= from - 1 or d.end_col ~= to then
  fail('the diagnostic stands at %d:%d-%d, want %d:%d-%d', d.lnum, d.col, d.end_col, row - 1, from - 1, to)
end

vim.api.nvim_win_set_cursor(0, { row, from - 1 })
local hover = vim.lsp.buf_request_sync(0, 'textDocument/hover', vim.lsp.util.make_position_params(), 10000)
local said = hover and hover[client] and hover[client].result and hover[client].result.contents.value or ''
if not said:find('IDN001', 1, true) then fail('hover says %s', said) end

local params = vim.lsp.util.make_range_params()
params.context = { diagnostics = vim.lsp.diagnostic.get_line_diagnostics(0) }
local answer = vim.lsp.buf_request_sync(0, 'textDocument/codeAction', params, 10000)
local applied
for _, action in ipairs(answer[client].result or {}) do
  if action.title:find('^Set disableLocalAuth to true') then
    vim.lsp.util.apply_workspace_edit(action.edit, vim.lsp.get_client_by_id(client).offset_encoding)
    applied = true
  end
end
if not applied then fail('no quick fix among %s', vim.inspect(answer[client].result)) end
local want = text[row]:gsub('false', 'true')
local got = vim.api.nvim_buf_get_lines(0, row - 1, row, false)[1]
if got ~= want then fail('after the fix the line is %q, want %q', got, want) end
if not vim.wait(20000, function() return keys() == nil end, 20) then fail('the diagnostic stays') end

vim.lsp.stop_client(client)
vim.wait(5000, function() return vim.lsp.client_is_stopped(client) end, 20)
vim.fn.delete(dir, 'rf')
io.stdout:write('neovim ' .. vim.inspect(vim.version().major) .. '.' .. vim.version().minor .. ': diagnostic, hover and quick fix\n')
vim.cmd('qall!')
