#include "store/sqlite/rows_table.hpp"

#include <memory>
#include <new>

#include <fmt/format.h>
#include <sqlite3.h>

namespace myatlas::store::sqlite {

namespace {

// What SQLite holds of the table and of a walk over it; the first member is SQLite's own part.
struct Table
{
  sqlite3_vtab base = {};
  const Incoming* incoming = nullptr;
};

struct Walk
{
  sqlite3_vtab_cursor base = {};
  const Incoming* incoming = nullptr;
  std::size_t at = 0;

  const RowBlock& block() const { return incoming->block(); }
  void skip_hidden()
  {
    while (at < block().size() && !incoming->shows(at)) {
      ++at;
    }
  }
};

Walk& walk_of(sqlite3_vtab_cursor* cursor)
{
  return *reinterpret_cast<Walk*>(cursor);
}

// SQLite calls these and is C: nothing is thrown through it, or it loses what it holds.
int connect(sqlite3* handle, void* self, int, const char* const*, sqlite3_vtab** made, char**)
{
  const auto* incoming = static_cast<const Incoming*>(self);
  try {
    auto table = std::make_unique<Table>();
    table->incoming = incoming;
    const int declared =
      sqlite3_declare_vtab(handle, fmt::format("create table x ({})", incoming->columns()).c_str());
    *made = nullptr;
    if (declared == SQLITE_OK) {
      *made = &table.release()->base;
    }
    return declared;
  } catch (const std::bad_alloc&) {
    return SQLITE_NOMEM;
  }
}

int disconnect(sqlite3_vtab* table)
{
  delete reinterpret_cast<Table*>(table);
  return SQLITE_OK;
}

int best_index(sqlite3_vtab*, sqlite3_index_info*)
{
  return SQLITE_OK; // it is read from end to end
}

int open(sqlite3_vtab* table, sqlite3_vtab_cursor** made)
{
  auto* walk = new (std::nothrow) Walk;
  if (walk == nullptr) {
    return SQLITE_NOMEM;
  }
  walk->incoming = reinterpret_cast<Table*>(table)->incoming;
  *made = &walk->base;
  return SQLITE_OK;
}

int close(sqlite3_vtab_cursor* cursor)
{
  delete &walk_of(cursor);
  return SQLITE_OK;
}

int filter(sqlite3_vtab_cursor* cursor, int, const char*, int, sqlite3_value**)
{
  walk_of(cursor).at = 0;
  walk_of(cursor).skip_hidden();
  return SQLITE_OK;
}

int next(sqlite3_vtab_cursor* cursor)
{
  ++walk_of(cursor).at;
  walk_of(cursor).skip_hidden();
  return SQLITE_OK;
}

int at_end(sqlite3_vtab_cursor* cursor)
{
  const Walk& walk = walk_of(cursor);
  return walk.at >= walk.block().size() ? 1 : 0;
}

// Text is lent, not copied: the block stays as it is while the statement runs.
int column(sqlite3_vtab_cursor* cursor, sqlite3_context* context, int position)
{
  const Walk& walk = walk_of(cursor);
  const RowBlock::KeptCell& cell = walk.block().row(walk.at)[position];
  switch (cell.kind()) {
  case RowBlock::Kind::number:
    sqlite3_result_int64(context, cell.number());
    break;
  case RowBlock::Kind::text:
    sqlite3_result_text(context, walk.block().text(cell), static_cast<int>(cell.size()),
                        SQLITE_STATIC);
    break;
  case RowBlock::Kind::null:
    break;
  }
  return SQLITE_OK;
}

int row_id(sqlite3_vtab_cursor* cursor, sqlite3_int64* id)
{
  *id = static_cast<sqlite3_int64>(walk_of(cursor).at);
  return SQLITE_OK;
}

// Without a way to create it, the table is there by its name alone and in no schema.
sqlite3_module make_module()
{
  sqlite3_module module = {};
  module.xConnect = connect;
  module.xBestIndex = best_index;
  module.xDisconnect = disconnect;
  module.xOpen = open;
  module.xClose = close;
  module.xFilter = filter;
  module.xNext = next;
  module.xEof = at_end;
  module.xColumn = column;
  module.xRowid = row_id;
  return module;
}

const sqlite3_module k_module = make_module();

} // namespace

Incoming::Incoming(sqlite3* handle, std::string name, std::size_t width)
  : m_handle(handle), m_name(std::move(name)), m_width(width)
{
  if (sqlite3_create_module_v2(handle, m_name.c_str(), &k_module, this, nullptr) != SQLITE_OK) {
    throw std::bad_alloc(); // it fails for nothing else
  }
}

Incoming::~Incoming()
{
  sqlite3_create_module_v2(m_handle, m_name.c_str(), nullptr, nullptr, nullptr);
}

void Incoming::show(const RowBlock& block, std::optional<RowBlock::Standing> only)
{
  m_block = &block;
  m_only = only;
}

std::string Incoming::columns() const
{
  std::string names = "c0";
  for (std::size_t i = 1; i < m_width; ++i) {
    names += fmt::format(", c{}", i);
  }
  return names;
}

} // namespace myatlas::store::sqlite
