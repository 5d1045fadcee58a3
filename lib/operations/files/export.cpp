#include "operations/files/export.hpp"

#include "domain/values/names.hpp"
#include "formats/tables/workbook_writer.hpp"
#include "formats/text/encoding.hpp"
#include "services/files/batches.hpp"
#include "services/files/export.hpp"
#include "services/files/kept_rejects.hpp"
#include "services/invoices/issue_invoice.hpp"
#include "util/text.hpp"

namespace myatlas::operations {

namespace {

using formats::FileKind;
using services::Context;

constexpr domain::NamedValue<FileForm> k_forms[] = {{"csv", FileForm::csv},
                                                    {"jsonl", FileForm::jsonl},
                                                    {"xlsx", FileForm::xlsx},
                                                    {"factur-x", FileForm::factur_x}};

// One invoice where no kind of file is meant.
struct AskedExport
{
  std::optional<FileKind> kind;
  std::string number;
  FileForm form = FileForm::csv;

  Who who() const { return kind ? Who::reader : Who::account; }
};

Error not_a_form(const std::string& text, const char* known)
{
  return Error{"usage.choice", {text, "format", known}}.at("format");
}

Outcome check_invoice(const Export& request)
{
  if (request.number.empty()) {
    return Error{"usage.missing", {"number", "export"}};
  }
  return fail_unless(request.format.empty() || request.format == "factur-x",
                     not_a_form(request.format, "factur-x"));
}

Result<AskedExport> asked_invoice(const Export& request)
{
  TRY(check_invoice(request));
  return AskedExport{.kind = {}, .number = request.number, .form = FileForm::factur_x};
}

Result<FileForm> form_of_table(const std::string& format)
{
  const auto form = parse_file_form(format.empty() ? "csv" : format);
  if (!form || *form == FileForm::factur_x) {
    return not_a_form(format, "csv, jsonl, xlsx");
  }
  return *form;
}

Result<AskedExport> asked_table(const Export& request)
{
  AskedExport asked;
  if (!request.kind.empty()) {
    TRY_ASSIGN(asked.kind, formats::parse_file_kind(request.kind).or_at("kind"));
  }
  TRY_ASSIGN(asked.form, form_of_table(request.format));
  return asked;
}

Result<AskedExport> understood_export(const Export& request)
{
  return request.kind == "invoice" ? asked_invoice(request) : asked_table(request);
}

// What is told of a file before its bytes come.
Json head_of(FileForm form, std::string_view encoding)
{
  return {{"schema", "myatlas/file/1"},
          {"form", domain::name_of(k_forms, form)},
          {"encoding", formats::text_or_null(std::string(encoding))}};
}

Json file_json(Json head, std::int64_t rows)
{
  head["rows"] = rows;
  return head;
}

using Writer = std::unique_ptr<formats::TableWriter>;

Result<Writer> text_writer(FileForm form, std::vector<formats::ColumnSpec> columns,
                           const formats::ByteSink& sink)
{
  return form == FileForm::jsonl ? formats::make_json_lines_writer(std::move(columns), sink)
                                 : formats::make_csv_writer(std::move(columns), sink);
}

Result<Writer> writer_for(FileForm form, FileKind kind, util::Instant now, Files& files)
{
  std::vector<formats::ColumnSpec> columns = store::Exports::columns(kind);
  const formats::ByteSink sink = [&files](std::string_view bytes) { return files.take(bytes); };
  return form == FileForm::xlsx ? formats::make_workbook_writer(std::move(columns), now, sink)
                                : text_writer(form, std::move(columns), sink);
}

std::string_view encoding_of_table(FileForm form)
{
  return form == FileForm::xlsx ? "" : "utf-8";
}

Result<Json> export_table(const Context& context, const AskedExport& asked, Files& files)
{
  const Json head = head_of(asked.form, encoding_of_table(asked.form));
  TRY(files.begin(head));
  TRY_ASSIGN(const auto writer, writer_for(asked.form, *asked.kind, context.now(), files));
  TRY_ASSIGN(const std::int64_t rows, services::export_rows(context, *asked.kind, *writer));
  return file_json(head, rows);
}

Result<Json> export_invoice(const Context& context, const AskedExport& asked, Files& files)
{
  TRY_ASSIGN(const std::string pdf, services::issue_invoice(context, asked.number));
  const Json head = head_of(asked.form, "");
  TRY(files.begin(head));
  files.take(pdf);
  return file_json(head, 1);
}

Result<Json> export_file(const Context& context, const AskedExport& asked, Files& files)
{
  return asked.kind ? export_table(context, asked, files) : export_invoice(context, asked, files);
}

Outcome pass_on(const util::FileHandle& file, const std::string& name, Files& files)
{
  std::string block(256U * 1024, '\0');
  while (true) {
    TRY_ASSIGN(const auto size, util::read_some(file, name, block.data(), block.size()));
    if (size == 0 || !files.take(std::string_view(block).substr(0, size))) {
      return Done{};
    }
  }
}

FileForm form_of(const store::Batch& batch)
{
  const std::string extension = std::filesystem::path(batch.reject_path).extension().string();
  return util::to_lower(extension) == ".xlsx" ? FileForm::xlsx : FileForm::csv;
}

formats::Encoding encoding_of(const store::Batch& batch, const util::FileHandle& rejects)
{
  const auto told = formats::parse_encoding(batch.encoding);
  return told && !services::is_marked_utf8(rejects) ? *told : formats::Encoding::utf_8;
}

// Rejects that were kept, and how they are handed out.
struct RejectsAsked
{
  const GetRejects& request;
  store::Batch batch;
  FileForm form = form_of(batch);

  bool is_for_excel() const { return request.for_excel && form == FileForm::csv; }
};

formats::Encoding encoding_of(const RejectsAsked& asked, const util::FileHandle& file)
{
  return asked.is_for_excel() ? formats::Encoding::utf_8 : encoding_of(asked.batch, file);
}

Json head_of(const RejectsAsked& asked, const util::FileHandle& file)
{
  const formats::Encoding encoding = encoding_of(asked, file);
  return head_of(asked.form, asked.form == FileForm::xlsx ? "" : formats::to_text(encoding));
}

Outcome pass_on(const RejectsAsked& asked, util::FileHandle file, Files& files)
{
  if (!asked.is_for_excel()) {
    return pass_on(file, asked.request.batch, files);
  }
  return services::kept_rejects_for_excel(std::move(file), asked.batch,
                                          [&](std::string_view line) { files.take(line); });
}

Result<Json> pass_on_rejects(const Context& context, const RejectsAsked& asked, Files& files)
{
  TRY_ASSIGN(util::FileHandle file,
             services::open_kept_rejects(context, asked.batch, asked.request.batch));
  const Json head = head_of(asked, file);
  TRY(files.begin(head));
  TRY(pass_on(asked, std::move(file), files));
  return file_json(head, asked.batch.rejected);
}

Result<Json> get_rejects(const Context& context, const GetRejects& request, Files& files)
{
  TRY_ASSIGN(const store::Batch batch, services::find_batch(context, request.batch));
  return batch.rejected == 0
           ? Result<Json>(file_json(head_of(form_of(batch), ""), 0))
           : pass_on_rejects(context, {.request = request, .batch = batch}, files);
}

} // namespace

Result<FileForm> parse_file_form(std::string_view text)
{
  return word_in<k_forms>(text, "format");
}

constexpr OperationOf<Export> k_export = operation<understood_export, export_file>({
  .name = "export",
  .answer = "myatlas/file/1",
});

constexpr OperationOf<GetRejects> k_get_rejects = operation<get_rejects>({
  .name = "get-rejects",
  .answer = "myatlas/file/1",
});

} // namespace myatlas::operations
