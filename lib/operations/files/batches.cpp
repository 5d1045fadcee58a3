#include "operations/files/batches.hpp"

#include <fmt/format.h>

#include "formats/text/dialect.hpp"
#include "operations/documents.hpp"
#include "services/files/batches.hpp"
#include "util/text.hpp"

namespace myatlas::operations {

namespace {

using services::Context;

Json batch_json(const store::Batch& b)
{
  return {
    {"batch", fmt::format("B-{}", b.number)},
    {"kind", formats::to_text(b.kind)},
    {"file", util::printable(b.file)},
    {"digest", b.digest},
    {"convention",
     {{"encoding", b.encoding},
      {"separator", formats::text_or_null(b.separator)},
      {"decimal", b.decimal ? Json(formats::to_text(*b.decimal)) : Json(nullptr)},
      {"dates", formats::to_text(b.dates)}}},
    {"on_error", domain::name_of(store::k_on_errors, b.on_error)},
    {"read", b.read},
    {"accepted", b.accepted},
    {"unchanged", b.unchanged},
    {"rejected", b.rejected},
    {"created", b.created},
    {"updated", b.updated},
    {"state", domain::name_of(store::k_batch_states, b.state)},
    {"chunk", b.chunk},
    {"done", b.done},
    {"completes", b.completes ? Json(fmt::format("B-{}", *b.completes)) : Json(nullptr)},
    {"reject_file", b.reject_path.empty() ? Json(nullptr) : Json(util::printable(b.reject_path))},
    {"actor", b.actor},
    {"at", util::to_rfc3339(b.at)}};
}

util::Result<Json> list_batches(const Context& context, const Nothing&)
{
  TRY_ASSIGN(const auto found, services::list_batches(context));
  Json batches = Json::array();
  for (const store::Batch& batch : found) {
    batches.push_back(batch_json(batch));
  }
  return Json{{"schema", "myatlas/batches/1"}, {"batches", batches}};
}

util::Result<Json> show_batch(const Context& context, const BatchName& name)
{
  TRY_ASSIGN(const store::Batch batch, services::find_batch(context, name.batch));
  Json json = document("myatlas/batch/1", batch_json(batch));
  json["open_rejects"] = services::open_rejects(context, batch);
  return json;
}

} // namespace

constexpr OperationOf<Nothing> k_list_batches = operation<list_batches>({
  .name = "list-batches",
  .answer = "myatlas/batches/1",
});

constexpr OperationOf<BatchName> k_show_batch = operation<show_batch>({
  .name = "show-batch",
  .answer = "myatlas/batch/1",
});

} // namespace myatlas::operations
