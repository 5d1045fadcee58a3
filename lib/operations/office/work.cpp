#include "services/office/work.hpp"

#include "operations/office/work.hpp"
#include "operations/pages.hpp"

namespace myatlas::operations {

namespace {

util::Result<store::WorkPart> understood_work(const ListWork& request)
{
  util::Errors problems;
  store::WorkPart part;
  part.limit = given<parse_limit>(request.limit, "limit", problems);
  part.after = given<services::parse_work_place>(request.after, "after", problems);
  return problems.empty() ? util::Result<store::WorkPart>(part)
                          : util::Result<store::WorkPart>(problems);
}

Json json_of(const services::WorkItem& item)
{
  return {{"kind", domain::to_text(item.kind)},
          {"number", item.number},
          {"state", item.state},
          {"label", formats::text_or_null(item.label)},
          {"since", util::to_rfc3339(item.since)},
          {"deadline", item.deadline ? Json(item.deadline->text()) : Json(nullptr)}};
}

util::Result<Json> list_work(const services::Context& context, const store::WorkPart& part)
{
  const services::WorkPage page = services::list_work(context, part);
  Json rows = Json::array();
  for (const services::WorkItem& item : page.items) {
    rows.push_back(json_of(item));
  }
  const Json next = page.more ? Json(services::to_text(page.items.back().place())) : Json(nullptr);
  return Json{{"schema", "myatlas/work/1"}, {"work", rows}, {"next", next}};
}

} // namespace

constexpr OperationOf<ListWork> k_list_work = operation<understood_work, list_work>({
  .name = "admin list-work",
  .who = Who::office,
  .answer = "myatlas/work/1",
});

} // namespace myatlas::operations
