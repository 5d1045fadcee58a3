#include "services/files/kept_rejects.hpp"

#include <array>
#include <vector>

#include <unistd.h>

#include "formats/json/json.hpp"
#include "formats/text/dialect.hpp"
#include "services/files/rejects.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

constexpr std::size_t k_header_bytes = 64U * 1024;

// What stands between our own titles, which every reject file ends its header with; that of the
// batch where they are not found.
char separator_of(std::string_view begin, const store::Batch& batch)
{
  constexpr std::string_view k_before = "_line", k_after = "_code";
  for (std::size_t at = begin.find(k_before); at != begin.npos; at = begin.find(k_before, at + 1)) {
    const std::size_t place = at + k_before.size();
    if (begin.substr(std::min(place + 1, begin.size())).starts_with(k_after)) {
      return begin[place];
    }
  }
  const util::Result<char> told = formats::parse_separator(batch.separator);
  return told ? *told : ';';
}

// What the columns of a reject file are, text for those that say nothing.
std::vector<formats::CellType> types_of(const std::vector<std::string_view>& titles,
                                        const store::Batch& batch)
{
  const util::Result<formats::Json> options = formats::parse_json(batch.options);
  const formats::TitleMap map = options && options->is_object()
                                  ? options->value("titles", formats::TitleMap())
                                  : formats::TitleMap();
  std::vector<formats::CellType> types(titles.size(), formats::CellType::text);
  for (std::size_t i = 0; i < titles.size(); ++i) {
    const std::size_t column = formats::column_titled(batch.kind, titles[i], map);
    types[i] =
      column == formats::k_absent ? types[i] : formats::columns_of(batch.kind)[column].type;
  }
  return types;
}

} // namespace

bool is_marked_utf8(const util::FileHandle& file)
{
  const std::string_view mark = formats::byte_order_mark(formats::Encoding::utf_8);
  std::array<char, 3> head{};
  return ::pread(file.get(), head.data(), head.size(), 0) == std::ssize(head) &&
         std::string_view(head.data(), head.size()) == mark;
}

util::Result<formats::CsvReader> read_kept_rejects(util::FileHandle file, const store::Batch& batch)
{
  const util::Result<formats::Encoding> told = formats::parse_encoding(batch.encoding);
  const auto encoding =
    is_marked_utf8(file) || !told ? std::optional(formats::Encoding::utf_8) : std::optional(*told);
  TRY_ASSIGN(formats::TextSource source,
             formats::TextSource::open(std::move(file), batch.reject_path, encoding));
  formats::CsvReader reader(std::move(source));
  TRY_ASSIGN(const std::string_view begin, reader.peek(k_header_bytes));
  reader.set_separator(separator_of(begin, batch));
  return reader;
}

util::Outcome kept_rejects_for_excel(util::FileHandle file, const store::Batch& batch,
                                     const std::function<void(std::string_view)>& print)
{
  TRY_ASSIGN(formats::CsvReader reader, read_kept_rejects(std::move(file), batch));
  std::vector<formats::CellType> types;
  print(formats::byte_order_mark(formats::Encoding::utf_8));
  for (auto record = reader.next(); !record || *record != nullptr; record = reader.next()) {
    if (!record) {
      return record.errors();
    }
    const bool is_header = types.empty();
    if (is_header) {
      types = types_of((*record)->cells, batch);
    }
    std::string line;
    for (std::size_t i = 0; i < (*record)->cells.size(); ++i) {
      const std::string_view cell = (*record)->cells[i];
      line += i == 0 ? "" : ";";
      line += formats::csv_cell(is_header || i >= types.size()
                                  ? std::string(cell)
                                  : with_decimal_comma(cell, types[i], batch.decimal),
                                ';');
    }
    print(line + "\r\n");
  }
  return util::Done{};
}

} // namespace myatlas::services
