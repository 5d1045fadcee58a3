#include "services/export.hpp"

namespace myatlas::services {

util::Result<std::int64_t> export_rows(const Context& context, formats::FileKind kind, formats::TableWriter& writer)
{
  const util::Outcome allowed = may_read(context);
  if (!allowed) {
    return allowed.errors();
  }
  std::int64_t rows = 0;
  bool taken = true;
  context.store.exports().for_each(kind, perimeter_of(context), [&](store::Cells cells) {
    ++rows;
    return taken = writer.row(cells);
  });
  taken = taken && writer.end();
  return taken ? util::Result<std::int64_t>(rows) : util::Result<std::int64_t>(util::Error{"export.cut", {std::to_string(rows)}});
}

} // namespace myatlas::services
