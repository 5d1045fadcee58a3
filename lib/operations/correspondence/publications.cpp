#include "operations/correspondence/publications.hpp"

#include "operations/documents.hpp"

namespace myatlas::operations {

namespace {

using services::Context;

constexpr const char* k_publication = "myatlas/publication/1";

Json json_of(const domain::Publication& p, util::Instant now)
{
  return {
    {"number", p.number},
    {"kind", domain::to_text(p.kind)},
    {"title", p.title},
    {"summary", formats::text_or_null(p.summary)},
    {"branch", formats::text_or_null(p.branch)},
    {"url", formats::text_or_null(p.url)},
    {"published", util::to_rfc3339(p.published)},
    {"buyer", formats::text_or_null(p.buyer)},
    {"contract_type", formats::text_or_null(p.contract_type)},
    {"reference", formats::text_or_null(p.reference)},
    {"deadline", p.deadline ? Json(p.deadline->text()) : Json(nullptr)},
    {"place", formats::text_or_null(p.place)},
    {"lots", p.lots ? Json(*p.lots) : Json(nullptr)},
    {"platform", formats::text_or_null(p.platform)},
    {"open", p.kind == domain::PublicationKind::tender ? Json(p.is_open(now)) : Json(nullptr)},
    {"withdrawn", p.withdrawn ? Json(util::to_rfc3339(*p.withdrawn)) : Json(nullptr)}};
}

util::Result<Json> answer_of(const Context& context,
                             const util::Result<domain::Publication>& publication)
{
  return publication
           ? util::Result<Json>(document(k_publication, json_of(*publication, context.now())))
           : util::Result<Json>(publication.errors());
}

struct PublicationsAsked
{
  store::PublicationFilter filter;
  bool open = false;
};

util::Result<PublicationsAsked> publications_asked(const ListPublications& request)
{
  util::Errors problems;
  PublicationsAsked asked;
  asked.filter.kind = given<domain::parse_publication_kind>(request.kind, "kind", problems);
  asked.filter.branch = request.branch;
  asked.filter.withdrawn = request.withdrawn;
  asked.open = request.open;
  return problems.empty() ? util::Result<PublicationsAsked>(asked)
                          : util::Result<PublicationsAsked>(problems);
}

util::Result<Json> list_publications(const Context& context, const PublicationsAsked& asked)
{
  store::PublicationFilter filter = asked.filter;
  filter.open_at = asked.open ? std::optional(context.now()) : std::nullopt;
  Json rows = Json::array();
  for (const domain::Publication& publication : services::list_publications(context, filter)) {
    rows.push_back(json_of(publication, context.now()));
  }
  return Json{{"schema", "myatlas/publications/1"}, {"publications", rows}};
}

util::Result<Json> show_publication(const Context& context, const PublicationName& name)
{
  return answer_of(context, services::show_publication(context, name.number));
}

util::Result<Json> publish(const Context& context, const services::PublicationForm& form)
{
  return answer_of(context, services::publish(context, form));
}

util::Result<Json> withdraw(const Context& context, const PublicationName& name)
{
  return answer_of(context, services::withdraw(context, name.number));
}

} // namespace

constexpr OperationOf<ListPublications> k_list_publications =
  operation<publications_asked, list_publications>({
    .name = "list-publications",
    .who = Who::nobody,
    .answer = "myatlas/publications/1",
  });

constexpr OperationOf<PublicationName> k_show_publication = operation<show_publication>({
  .name = "show-publication",
  .who = Who::nobody,
  .answer = k_publication,
});

constexpr OperationOf<services::PublicationForm> k_publish = operation<publish>({
  .name = "admin publish",
  .effect = Effect::write,
  .who = Who::office,
  .answer = k_publication,
});

constexpr OperationOf<PublicationName> k_withdraw = operation<withdraw>({
  .name = "admin withdraw-publication",
  .effect = Effect::write,
  .who = Who::office,
  .answer = k_publication,
});

} // namespace myatlas::operations
