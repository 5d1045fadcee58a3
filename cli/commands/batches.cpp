#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "commands/commands.hpp"
#include "formats/columns.hpp"
#include "session.hpp"
#include "util/text.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;

Json batch_json(const store::Batch& b)
{
  return {{"batch", fmt::format("B-{}", b.number)},
          {"kind", b.kind},
          {"file", util::printable(b.file)},
          {"digest", b.digest},
          {"convention",
           {{"encoding", b.encoding},
            {"separator", b.separator},
            {"decimal", formats::text_or_null(b.decimal)},
            {"dates", b.dates}}},
          {"on_error", b.on_error},
          {"read", b.read},
          {"accepted", b.accepted},
          {"unchanged", b.unchanged},
          {"rejected", b.rejected},
          {"created", b.created},
          {"updated", b.updated},
          {"actor", b.actor},
          {"at", util::to_rfc3339(b.at)}};
}

std::vector<Field> batch_fields()
{
  return {{"batch", N_("Batch")},           {"at", N_("When")},
          {"kind", N_("Kind")},             {"file", N_("File")},
          {"read", N_("Read"), Show::number},      {"created", N_("Created"), Show::number},
          {"updated", N_("Updated"), Show::number}, {"unchanged", N_("Unchanged"), Show::number},
          {"rejected", N_("Refused"), Show::number}};
}

int run_list(Session& session, const NoOptions&)
{
  const auto context = session.open(store::Store::Use::read, Login::none);
  if (!context) {
    return session.fail(context.errors());
  }
  Json batches = Json::array();
  for (const store::Batch& batch : (*context)->store.batches().list()) {
    batches.push_back(batch_json(batch));
  }
  return session.show({{{"schema", "myatlas/batches/1"}, {"batches", batches}}, batch_fields(), "batches"});
}

// "B-12" or "12"; 0 is no batch.
std::int64_t batch_number(std::string_view text)
{
  text.remove_prefix(text.starts_with("B-") || text.starts_with("b-") ? 2 : 0);
  std::int64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  return read.ptr == text.data() + text.size() ? number : 0;
}

int run_show(Session& session, const std::string& name)
{
  if (name.empty()) {
    return session.fail({util::Error{"usage.missing", {"BATCH", "show-batch"}}});
  }
  const auto context = session.open(store::Store::Use::read, Login::none);
  if (!context) {
    return session.fail(context.errors());
  }
  const auto batch = (*context)->store.batches().find(batch_number(name));
  if (!batch) {
    return session.fail({util::Error{"batch.unknown", {name}}.at("BATCH")});
  }
  Json document = {{"schema", "myatlas/batch/1"}};
  document.update(batch_json(*batch));
  return session.show({document, batch_fields()});
}

std::string template_text(formats::FileKind kind)
{
  std::string titles, example;
  for (const formats::ColumnSpec& column : formats::columns_of(kind)) {
    titles += (titles.empty() ? "" : ";") + std::string(column.name);
    example += (example.empty() ? "" : ";") + std::string(column.example);
  }
  // The mark makes Excel read the accents; the line ends are its own.
  return "\xEF\xBB\xBF" + titles + "\r\n" + example + "\r\n";
}

Json template_json(formats::FileKind kind)
{
  Json columns = Json::array();
  for (const formats::ColumnSpec& column : formats::columns_of(kind)) {
    columns.push_back({{"name", column.name}, {"required", column.required}, {"example", column.example}});
  }
  return {{"schema", "myatlas/template/1"}, {"kind", formats::to_text(kind)}, {"columns", columns}};
}

struct TemplateOptions
{
  std::string kind, format = "csv";
};

int run_template(Session& session, const TemplateOptions& options)
{
  if (options.kind.empty()) {
    return session.fail({util::Error{"usage.missing", {"KIND", "template"}}});
  }
  const auto kind = formats::parse_file_kind(options.kind);
  if (!kind) {
    return session.fail(kind.errors());
  }
  if (options.format != "csv" && options.format != "json") {
    return session.fail({util::Error{"usage.choice", {options.format, "--format", "csv, json"}}});
  }
  if (options.format == "json" || session.is_json()) {
    say(session.env().out, template_json(*kind).dump(2) + "\n");
  } else {
    say(session.env().out, template_text(*kind));
  }
  return 0;
}

constexpr Example k_list_examples[] = {
  {N_("What was imported, when and by whom"), "myatlas list-batches"},
  {N_("The digests of the files"), "myatlas list-batches -o jsonl | jq -r .digest"},
};
constexpr Example k_show_examples[] = {
  {N_("One batch"), "myatlas show-batch B-12"},
  {N_("How its file was read"), "myatlas show-batch B-12 -o json | jq .convention"},
};
constexpr Example k_template_examples[] = {
  {N_("A file to fill in with a spreadsheet"), "myatlas template establishments > establishments.csv"},
  {N_("The columns, for a program"), "myatlas template invoices --format json"},
};

} // namespace

const Command k_list_batches = {
  "list-batches", Group::files, N_("List the imports"),
  N_("Every import that wrote something is a batch, with its number, file, digest and counts."), k_list_examples,
  [](CommandLine& line) { declare_without_options(line, run_list); }};

const Command k_show_batch = {
  "show-batch", Group::files, N_("Show an import"), N_("Shows one batch: its file, how it was read, and what became of its rows."),
  k_show_examples, [](CommandLine& line) {
    declare_with<std::string>(
      line, [](CommandLine& l, std::string& name) { l.argument("BATCH", name, N_("Batch, as in B-12")); }, run_show);
  }};

const Command k_template = {
  "template", Group::files, N_("Print an empty file of a kind"),
  N_("Prints the header of a file and one row as an example, as Excel opens it right: semicolons, UTF-8 with its mark."),
  k_template_examples, [](CommandLine& line) {
    declare_with<TemplateOptions>(
      line,
      [](CommandLine& l, TemplateOptions& o) {
        l.argument("KIND", o.kind, N_("companies, establishments or invoices"));
        l.option("--format", o.format, "csv|json", N_("Form of the template"));
      },
      run_template);
  }};

} // namespace myatlas::cli
