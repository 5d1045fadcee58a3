#include "formats/tables/workbook.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include <unistd.h>

#include "formats/tables/column_spec.hpp"
#include "formats/tables/workbook_parts.hpp"
#include "formats/tables/workbook_sheet.hpp"
#include "formats/xml/zip_archive.hpp"
#include "util/isolated.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::formats {

namespace {

// Parses a part of the archive: workbook.damaged (nothing, the part) when it is not whole.
template <typename Part>
util::Outcome parse_part(const std::string& xml, Part& part, const util::Error& damaged)
{
  try {
    workbook::parse_part(xml, part);
    return util::Done{};
  } catch (const workbook::Stop& stop) {
    return stop.error ? *stop.error : damaged;
  } catch (const std::exception&) { // of orcus: no XML
    return damaged;
  }
}

template <typename Part>
util::Outcome read_part(const ZipArchive& archive, const std::string& path, Part& part)
{
  const util::Result<std::string> xml = archive.part(path);
  const util::Error damaged{"workbook.damaged", {"", path}};
  if (!xml) {
    return damaged;
  }
  return parse_part(*xml, part, damaged);
}

// The same for a part that a workbook may do without.
template <typename Part>
util::Outcome read_if_there(const ZipArchive& archive, const std::string& path, Part& part)
{
  return archive.has(path) ? read_part(archive, path, part) : util::Done{};
}

// How much a workbook of so many bytes may hold once unpacked: sheets shrink to a twentieth, rarely
// to a hundredth.
std::uint64_t most_unpacked(std::size_t bytes)
{
  constexpr std::uint64_t k_small = 64U << 20U, k_times = 200;
  return std::clamp(k_times * bytes, k_small, k_most_unpacked_bytes);
}

void add_if_shown(std::string& names, const workbook::SheetName& sheet)
{
  if (sheet.is_shown) {
    util::add_to_list(names, sheet.name);
  }
}

std::string names_of(const std::vector<workbook::SheetName>& sheets)
{
  std::string names;
  for (const auto& sheet : sheets) {
    add_if_shown(names, sheet);
  }
  return names;
}

// Whether a sheet has a value or a text in it.
bool holds_values(std::string_view xml)
{
  return xml.find("<v>") != xml.npos || xml.find("<is>") != xml.npos;
}

bool has_something(const ZipArchive& archive, const std::string& path)
{
  if (!archive.has(path)) {
    return false;
  }
  const util::Result<std::string> xml = archive.part(path);
  return xml && holds_values(*xml);
}

// All that is said about the sheets.
struct Parts
{
  workbook::BookPart book;
  workbook::RelationsPart relations;
  workbook::StringsPart strings;
  workbook::StylesPart styles;
};

util::Outcome read_parts(const ZipArchive& archive, Parts& parts)
{
  TRY(read_part(archive, "xl/workbook.xml", parts.book));
  TRY(read_part(archive, "xl/_rels/workbook.xml.rels", parts.relations));
  TRY(read_if_there(archive, "xl/sharedStrings.xml", parts.strings)); // not of numbers alone
  TRY(read_if_there(archive, "xl/styles.xml", parts.styles));
  return util::Done{};
}

// The others that are shown and have something in them, a line each.
std::string other_sheets(const ZipArchive& archive, const Parts& parts,
                         const workbook::SheetName& read)
{
  std::string names;
  for (const workbook::SheetName& other : parts.book.sheets()) {
    if (other.is_shown && other.relation != read.relation &&
        has_something(archive, parts.relations.path_of(other.relation))) {
      names += "\n" + other.name;
    }
  }
  return names;
}

// The first that is shown and has something in it; else the first that is shown. One alone is not
// looked at.
const workbook::SheetName* first_filled(const ZipArchive& archive, const Parts& parts)
{
  const bool is_choice =
    std::ranges::count_if(parts.book.sheets(), &workbook::SheetName::is_shown) > 1;
  for (const workbook::SheetName& sheet : parts.book.sheets()) {
    if (is_choice && sheet.is_shown &&
        has_something(archive, parts.relations.path_of(sheet.relation))) {
      return &sheet;
    }
  }
  return parts.book.sheet("");
}

util::Error unknown_sheet(const std::string& asked, const workbook::BookPart& book)
{
  return util::Error{"workbook.sheet", {asked, names_of(book.sheets())}}.at("sheet");
}

util::Outcome convert_sheet(const ZipArchive& archive, const Parts& parts, const std::string& path,
                            const workbook::Target& target)
{
  workbook::SheetPart sheet(parts.strings, parts.styles, parts.book.from_1904(), target);
  return read_part(archive, path, sheet);
}

util::Result<std::string> convert(const ZipArchive& archive, FileKind kind,
                                  const CsvOptions& options, const util::FileHandle& into)
{
  // A cell that names a text of its own is longer than a cell of CSV.
  constexpr std::uint64_t k_least = 32U << 20U, k_times = 8;
  Parts parts;
  TRY(read_parts(archive, parts));
  const workbook::SheetName* const wanted =
    options.sheet.empty() ? first_filled(archive, parts) : parts.book.sheet(options.sheet);
  if (wanted == nullptr && !options.sheet.empty()) {
    return unknown_sheet(options.sheet, parts.book);
  }
  const std::string path = parts.relations.path_of(wanted == nullptr ? "" : wanted->relation);
  if (!archive.has(path)) {
    return util::Error{"workbook.unreadable", {""}};
  }
  TRY(convert_sheet(archive, parts, path,
                    {kind, options, into, k_least + k_times * archive.unpacked_size()}));
  if (wanted == nullptr) {
    return std::string();
  }
  return wanted->name + (options.sheet.empty() ? other_sheets(archive, parts, *wanted) : "");
}

// The name of the workbook is put where the error left room for it.
bool lacks_name(const util::Error& error)
{
  return !error.args.empty() && error.args[0].empty();
}

util::Error named(util::Error error, const std::string& name)
{
  error.where.file = error.where.line == 0 ? "" : name;
  if (lacks_name(error)) {
    error.args[0] = name;
  }
  return error;
}

constexpr std::uint64_t k_a_second = 8U << 20U;

// Time and memory grow with what the archive says it holds, which is bounded itself.
util::WorkLimits limits_for(std::uint64_t unpacked)
{
  util::WorkLimits limits;
  limits.memory += 2 * unpacked;
  limits.time += std::chrono::seconds(unpacked / k_a_second);
  return limits;
}

} // namespace

bool is_workbook(const util::FileHandle& file)
{
  std::array<char, 4> head{};
  return ::pread(file.get(), head.data(), head.size(), 0) == 4 &&
         std::string_view(head.data(), 4) == "PK\x03\x04";
}

util::Result<std::string> unbounded_workbook_as_csv(std::string_view bytes, FileKind kind,
                                                    const CsvOptions& options,
                                                    const util::FileHandle& into)
{
  const util::Result<ZipArchive> archive = ZipArchive::open(bytes);
  if (!archive || !archive->has("xl/workbook.xml")) {
    return util::Error{"workbook.unreadable", {""}};
  }
  const std::uint64_t most = most_unpacked(bytes.size());
  if (archive->unpacked_size() > most) {
    return util::Error{"workbook.large", {"", std::to_string(most)}};
  }
  return convert(*archive, kind, options, into);
}

namespace {

std::uint64_t unpacked_size_of(std::string_view bytes)
{
  const auto archive = ZipArchive::open(bytes);
  return archive ? std::min(archive->unpacked_size(), k_most_unpacked_bytes) : 0;
}

// By the names of the sheet that was read and of the others, a line each.
SheetCsv sheet_csv(const std::string& told, util::FileHandle into)
{
  const std::vector<std::string_view> names = util::split(told, '\n');
  SheetCsv csv{std::move(into), std::string(names[0]), {}};
  csv.others.assign(names.begin() + 1, names.end());
  return csv;
}

} // namespace

util::Result<SheetCsv> workbook_as_csv(const util::FileHandle& file, const std::string& name,
                                       FileKind kind, const CsvOptions& options)
{
  ::lseek(file.get(), 0, SEEK_SET);
  TRY_ASSIGN(const std::string bytes, util::read_whole(file, name, k_most_workbook_bytes));
  TRY_ASSIGN(util::FileHandle into, util::unnamed_file());
  const auto told =
    util::in_isolation(limits_for(unpacked_size_of(bytes)), {"workbook.costly", {""}},
                       [&] { return unbounded_workbook_as_csv(bytes, kind, options, into); });
  if (!told) {
    return named(told.error(), name);
  }
  return sheet_csv(*told, std::move(into));
}

} // namespace myatlas::formats
