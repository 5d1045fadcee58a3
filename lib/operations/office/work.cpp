#include "services/office/work.hpp"

#include "operations/documents.hpp"
#include "operations/office/work.hpp"
#include "operations/pages.hpp"

namespace myatlas::operations {

namespace {

Result<store::WorkPart> understood_work(const ListWork& request)
{
  Errors problems;
  store::WorkPart part;
  part.limit = given<parse_limit>(request.limit, "limit", problems);
  part.after = given<services::parse_work_place>(request.after, "after", problems);
  return or_problems(part, problems);
}

Json work_json(const services::WorkItem& item)
{
  Json json = {{"kind", domain::to_text(item.kind)}, {"number", item.number}};
  json["state"] = item.state;
  json["label"] = formats::text_or_null(item.label());
  json["since"] = util::to_rfc3339(item.since);
  json["deadline"] = or_null(item.deadline, &domain::Date::text);
  json["subject"] = formats::text_or_null(item.subject);
  json["amount"] = or_null(item.amount, &domain::Money::text);
  return json;
}

Json place_behind(const services::WorkPage& page)
{
  return page.more ? Json(services::to_text(page.items.back().place())) : Json(nullptr);
}

Result<Json> list_work(const services::Context& context, const store::WorkPart& part)
{
  const services::WorkPage page = services::list_work(context, part);
  return page_of("myatlas/work/1", "work", rows_of(page.items, work_json), place_behind(page));
}

} // namespace

constexpr OperationOf<ListWork> k_list_work = operation<understood_work, list_work>({
  .name = "admin list-work",
  .who = Who::office,
  .answer = "myatlas/work/1",
});

} // namespace myatlas::operations
