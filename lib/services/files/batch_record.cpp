#include "services/files/batch_record.hpp"

#include <algorithm>
#include <unordered_set>

#include "formats/json/json.hpp"
#include "formats/text/csv_reader.hpp"
#include "services/files/batches.hpp"
#include "services/files/kept_rejects.hpp"
#include "services/files/loader.hpp"
#include "util/secret_hash.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using formats::Json;

template <typename T>
Json text_of(const std::optional<T>& value)
{
  return value ? Json(formats::to_text(*value)) : Json(nullptr);
}

ImportReport report_of(const store::Batch& batch, const ImportRequest& request)
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

// The lines that a reject file tells, by its kept copy.
RefusedLines refused_lines(const Context& context, const store::Batch& batch)
{
  RefusedLines lines;
  util::Result<util::FileHandle> file = context.store.documents().open(batch.rejects);
  auto read = file ? read_kept_rejects(*std::move(file), batch)
                   : util::Result<formats::CsvReader>(file.errors());
  if (!read) {
    return lines;
  }
  formats::CsvReader& reader = *read;
  constexpr std::size_t k_from_the_end = 3;
  for (auto record = reader.next(); record && *record != nullptr; record = reader.next()) {
    const auto& cells = (*record)->cells;
    if (cells.size() >= k_from_the_end) {
      lines.emplace(cells[cells.size() - k_from_the_end]);
    }
  }
  return lines;
}

} // namespace

std::optional<std::int64_t> batch_with_lines(const Context& context, formats::FileKind kind,
                                             const std::vector<std::string>& lines)
{
  for (const store::Batch& batch : context.store.batches().with_rejects(kind)) {
    if (!sees_batch(context, batch)) {
      continue;
    }
    const auto refused = batch.rejects.empty() ? RefusedLines() : refused_lines(context, batch);
    if (std::ranges::all_of(lines,
                            [&](const std::string& line) { return refused.contains(line); })) {
      return batch.number;
    }
  }
  return std::nullopt;
}

std::string options_text(const ImportRequest& request)
{
  const formats::CsvOptions& csv = request.csv;
  Json options = {
    {"encoding", text_of(csv.encoding)},
    {"separator", csv.separator ? Json(formats::separator_name(*csv.separator)) : Json(nullptr)},
    {"decimal", text_of(csv.decimal)},
    {"dates", text_of(csv.dates)},
    {"attach", request.attach},
    {"ignore_unknown", request.ignore_unknown}};
  if (request.declare_as != DeclareAs::draft) {
    options["declare"] = request.declare_as == DeclareAs::newest ? "newest" : "of_file";
  }
  if (!csv.sheet.empty()) {
    options["sheet"] = csv.sheet;
  }
  if (csv.header_line > 0) {
    options["header_line"] = csv.header_line;
  }
  if (!csv.titles.empty()) {
    options["titles"] = csv.titles;
  }
  return options.dump();
}

util::Outcome take_options(const std::string& text, ImportRequest& request)
{
  TRY_ASSIGN(const Json json, formats::parse_json(text));
  const auto word = [&](const char* name) {
    return json.at(name).is_string() ? json.at(name).get<std::string>() : std::string();
  };
  formats::CsvOptions& csv = request.csv;
  const auto read = [&](const char* name, auto parse) {
    return word(name).empty() ? std::nullopt : std::optional(store::as_stored(parse(word(name))));
  };
  csv.encoding = read("encoding", formats::parse_encoding);
  csv.separator = read("separator", formats::parse_separator);
  csv.decimal = read("decimal", formats::parse_decimal_mark);
  csv.dates = read("dates", formats::parse_date_order);
  const std::string declare = json.value("declare", "");
  if (!declare.empty()) {
    request.declare_as = declare == "newest" ? DeclareAs::newest : DeclareAs::of_file;
  }
  csv.sheet = json.value("sheet", "");
  csv.header_line = json.value("header_line", std::uint64_t{0});
  csv.titles = json.value("titles", formats::TitleMap());
  request.attach = json.at("attach").get<bool>();
  request.ignore_unknown = json.at("ignore_unknown").get<bool>();
  return util::Done{};
}

std::optional<ImportReport> recognised(const Context& context, const ImportRequest& request)
{
  const std::int64_t bytes = static_cast<std::int64_t>(util::size_of(request.file));
  if (bytes == 0 || request.dry_run || request.attach || is_of_account(request.kind)) {
    return std::nullopt;
  }
  store::Batches batches = context.store.batches();
  std::vector<store::Batch> known = batches.of_size(request.kind, bytes);
  std::erase_if(known, [&, version = batches.register_version(),
                        options = options_text(request)](const store::Batch& b) {
    return b.state == store::BatchState::running || b.rejected > 0 || b.warnings > 0 ||
           b.version != version || b.options != options;
  });
  if (known.empty()) {
    return std::nullopt;
  }
  const util::Result<std::string> digest = formats::digest_of(request.file, request.name);
  const auto same = std::ranges::find_if(
    known, [&](const store::Batch& b) { return digest && b.digest == *digest; });
  return same == known.end() ? std::nullopt : std::optional(report_of(*same, request));
}

std::optional<std::int64_t> batch_completed_by(const Context& context, const ImportRequest& request)
{
  for (const store::Batch& batch : context.store.batches().with_rejects(request.kind)) {
    if (sees_batch(context, batch) && !request.path.empty() &&
        batch.reject_path == request.path.string()) {
      return batch.number;
    }
  }
  return std::nullopt;
}

std::optional<store::Batch> interrupted(const Context& context, const ImportRequest& request,
                                        const std::string& digest)
{
  const auto batch = context.store.batches().find_digest(request.kind, digest);
  return batch && sees_batch(context, *batch) && batch->state == store::BatchState::running &&
             batch->options == options_text(request)
           ? batch
           : std::nullopt;
}

} // namespace myatlas::services
