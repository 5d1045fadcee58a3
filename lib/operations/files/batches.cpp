#include "operations/files/batches.hpp"

#include "operations/documents.hpp"
#include "operations/files/batch_words.hpp"
#include "services/files/batches.hpp"
#include "util/text.hpp"

namespace myatlas::operations {

namespace {

using services::Context;

Json file_json(const store::Batch& b)
{
  return {{"batch", name_of_batch(b.number)},
          {"kind", formats::to_text(b.kind)},
          {"file", util::printable(b.file)},
          {"digest", b.digest},
          {"convention", convention_json(b)},
          {"on_error", domain::name_of(store::k_on_errors, b.on_error)}};
}

Json counts_json(const store::Batch& b)
{
  return {{"read", b.read},         {"accepted", b.accepted}, {"unchanged", b.unchanged},
          {"rejected", b.rejected}, {"created", b.created},   {"updated", b.updated}};
}

Json reject_file_json(const std::string& path)
{
  return path.empty() ? Json(nullptr) : Json(util::printable(path));
}

Json progress_json(const store::Batch& b)
{
  return {{"state", domain::name_of(store::k_batch_states, b.state)},
          {"chunk", b.chunk},
          {"done", b.done},
          {"completes", or_null(b.completes, name_of_batch)},
          {"reject_file", reject_file_json(b.reject_path)}};
}

Json batch_json(const store::Batch& b)
{
  Json json = file_json(b);
  json.update(counts_json(b));
  json.update(progress_json(b));
  json["actor"] = b.actor;
  json["at"] = util::to_rfc3339(b.at);
  return json;
}

Result<Json> list_batches(const Context& context, const Nothing&)
{
  return list_of("myatlas/batches/1", "batches", services::list_batches(context), batch_json);
}

Result<Json> show_batch(const Context& context, const BatchName& name)
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
