#include "services/files/batch_record.hpp"

#include <algorithm>
#include <unordered_set>

#include "formats/json/json.hpp"
#include "formats/text/csv_reader.hpp"
#include "formats/text/dialect.hpp"
#include "services/files/batches.hpp"
#include "services/files/kept_rejects.hpp"
#include "services/files/loader.hpp"
#include "util/ranges.hpp"
#include "util/secret_hash.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using formats::CsvOptions;
using formats::Json;
using store::Batch;

template <typename T>
Json text_of(const std::optional<T>& value)
{
  return value ? Json(formats::to_text(*value)) : Json(nullptr);
}

ImportReport report_of(const Batch& batch, const ImportRequest& request)
{
  ImportReport report;
  report.kind = request.kind;
  report.file = request.name;
  report.digest = batch.digest;
  report.on_error = request.on_error;
  report.batch = batch.number;
  report.repeated = true;
  report.encoding = batch.encoding;
  report.separator = batch.separator;
  report.dates = batch.dates;
  report.decimal = batch.decimal;
  report.read = report.unchanged = batch.read;
  return report;
}

using RefusedLines = std::unordered_set<std::string, util::SecretHash, std::equal_to<>>;

// The copy that was kept of a batch's reject file.
Result<formats::CsvReader> kept_rejects_of(const Context& context, const Batch& batch)
{
  TRY_ASSIGN(util::FileHandle file, context.store.documents().open(batch.rejects));
  return read_kept_rejects(std::move(file), batch);
}

// What a record of a reject file has under _line, the first of the titles that end its header.
void take_line(const formats::CsvRecord& record, RefusedLines& lines)
{
  constexpr std::size_t k_from_the_end = 3;
  const auto& cells = record.cells;
  if (cells.size() >= k_from_the_end) {
    lines.emplace(cells[cells.size() - k_from_the_end]);
  }
}

RefusedLines lines_in(formats::CsvReader& reader)
{
  RefusedLines lines;
  for (auto record = reader.next(); record && *record != nullptr; record = reader.next()) {
    take_line(**record, lines);
  }
  return lines;
}

// The lines that a reject file tells, by its kept copy.
RefusedLines refused_lines(const Context& context, const Batch& batch)
{
  if (batch.rejects.empty()) {
    return {};
  }
  auto reader = kept_rejects_of(context, batch);
  return reader ? lines_in(*reader) : RefusedLines();
}

// Whether a batch refused records on all of these lines.
bool refused_all(const Context& context, const Batch& batch, const std::vector<std::string>& lines)
{
  const RefusedLines refused = refused_lines(context, batch);
  return std::ranges::all_of(lines,
                             [&](const std::string& line) { return refused.contains(line); });
}

// The first of the batches that kept what they refused that the actor sees and `is_it` holds of.
template <typename Predicate>
std::optional<std::int64_t> seen_with_rejects(const Context& context, formats::FileKind kind,
                                              Predicate is_it)
{
  const auto batches = context.store.batches().with_rejects(kind);
  const auto* found = util::find_first(
    batches, [&](const Batch& batch) { return sees_batch(context, batch) && is_it(batch); });
  return found == nullptr ? std::nullopt : std::optional(found->number);
}

Json separator_text(const CsvOptions& csv)
{
  return csv.separator ? Json(formats::separator_name(*csv.separator)) : Json(nullptr);
}

// What every batch tells of its options.
Json common_options(const ImportRequest& request)
{
  const CsvOptions& csv = request.csv;
  return {{"encoding", text_of(csv.encoding)}, {"separator", separator_text(csv)},
          {"decimal", text_of(csv.decimal)},   {"dates", text_of(csv.dates)},
          {"attach", request.attach},          {"ignore_unknown", request.ignore_unknown}};
}

// Where the table is in its file, as far as that was said.
void put_table(const CsvOptions& csv, Json& options)
{
  if (!csv.sheet.empty()) {
    options["sheet"] = csv.sheet;
  }
  if (csv.header_line > 0) {
    options["header_line"] = csv.header_line;
  }
  if (!csv.titles.empty()) {
    options["titles"] = csv.titles;
  }
}

// What an option says; nothing where it was not given.
template <typename Parse>
auto option_in(const Json& options, const char* name, Parse parse)
{
  const std::string word = options.at(name).is_string() ? options.at(name).get<std::string>() : "";
  return word.empty() ? std::nullopt : std::optional(store::as_stored(parse(word)));
}

void take_dialect(const Json& options, CsvOptions& csv)
{
  csv.encoding = option_in(options, "encoding", formats::parse_encoding);
  csv.separator = option_in(options, "separator", formats::parse_separator);
  csv.decimal = option_in(options, "decimal", formats::parse_decimal_mark);
  csv.dates = option_in(options, "dates", formats::parse_date_order);
}

void take_table(const Json& options, CsvOptions& csv)
{
  csv.sheet = options.value("sheet", "");
  csv.header_line = options.value("header_line", std::uint64_t{0});
  csv.titles = options.value("titles", formats::TitleMap());
}

// How a file declares, where it does more than draft.
constexpr domain::NamedValue<DeclareAs> k_declared_by_file[] = {{"of_file", DeclareAs::of_file},
                                                                {"newest", DeclareAs::newest}};

void take_declare_as(const Json& options, ImportRequest& request)
{
  const std::string word = options.value("declare", "");
  const auto* known = util::find_by(k_declared_by_file, word, &domain::NamedValue<DeclareAs>::name);
  if (known != nullptr) {
    request.declare_as = known->value;
  }
}

// Whether an import of this kind leaves the register alone where it was made before.
bool may_be_known(const ImportRequest& request, std::int64_t bytes)
{
  return bytes != 0 && !request.dry_run && !request.attach && !is_of_account(request.kind);
}

// Whether it wrote all it read, and nobody was told of anything.
bool is_flawless(const Batch& batch)
{
  return batch.state != store::BatchState::running && batch.rejected == 0 && batch.warnings == 0;
}

// The flawless ones of a size, of the same options, after which the register did not change.
std::vector<Batch> unchanged_since(const Context& context, const ImportRequest& request,
                                   std::int64_t bytes)
{
  store::Batches batches = context.store.batches();
  std::vector<Batch> known = batches.of_size(request.kind, bytes);
  const auto version = batches.register_version();
  std::erase_if(known, [&, options = options_text(request)](const Batch& batch) {
    return !is_flawless(batch) || !sees_batch(context, batch) || batch.version != version ||
           batch.options != options;
  });
  return known;
}

// That of them which is of the same file.
std::optional<ImportReport> report_of_same(const std::vector<Batch>& known,
                                           const ImportRequest& request)
{
  const Result<std::string> digest = formats::digest_of(request.file, request.name);
  const auto* same = digest ? util::find_by(known, *digest, &Batch::digest) : nullptr;
  return same == nullptr ? std::nullopt : std::optional(report_of(*same, request));
}

// Whether a batch of the same file is one to go on with.
bool may_go_on(const Batch& batch, const ImportRequest& request)
{
  return batch.state == store::BatchState::running && batch.options == options_text(request);
}

} // namespace

std::optional<std::int64_t> batch_with_lines(const Context& context, formats::FileKind kind,
                                             const std::vector<std::string>& lines)
{
  return seen_with_rejects(context, kind,
                           [&](const Batch& batch) { return refused_all(context, batch, lines); });
}

std::string options_text(const ImportRequest& request)
{
  Json options = common_options(request);
  if (request.declare_as != DeclareAs::draft) {
    options["declare"] = domain::name_of(k_declared_by_file, request.declare_as);
  }
  put_table(request.csv, options);
  return options.dump();
}

Outcome take_options(const std::string& text, ImportRequest& request)
{
  TRY_ASSIGN(const Json options, formats::parse_json(text));
  take_dialect(options, request.csv);
  take_declare_as(options, request);
  take_table(options, request.csv);
  request.attach = options.at("attach").get<bool>();
  request.ignore_unknown = options.at("ignore_unknown").get<bool>();
  return Done{};
}

std::optional<ImportReport> recognised(const Context& context, const ImportRequest& request)
{
  const std::int64_t bytes = static_cast<std::int64_t>(util::size_of(request.file));
  if (!may_be_known(request, bytes)) {
    return std::nullopt;
  }
  const std::vector<Batch> known = unchanged_since(context, request, bytes);
  return known.empty() ? std::nullopt : report_of_same(known, request);
}

std::optional<std::int64_t> batch_completed_by(const Context& context, const ImportRequest& request)
{
  return seen_with_rejects(context, request.kind, [&](const Batch& batch) {
    return !request.path.empty() && batch.reject_path == request.path.string();
  });
}

std::optional<Batch> batch_of_file(const Context& context, formats::FileKind kind,
                                   std::string_view digest)
{
  const auto batches = context.store.batches().of_digest(kind, digest);
  const auto* found =
    util::find_first(batches, [&](const Batch& batch) { return sees_batch(context, batch); });
  return found == nullptr ? std::nullopt : std::optional(*found);
}

std::optional<Batch> interrupted(const Context& context, const ImportRequest& request,
                                 const std::string& digest)
{
  const auto batch = batch_of_file(context, request.kind, digest);
  return batch && may_go_on(*batch, request) ? batch : std::nullopt;
}

} // namespace myatlas::services
