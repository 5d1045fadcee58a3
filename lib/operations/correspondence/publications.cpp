#include "operations/correspondence/publications.hpp"

#include "operations/documents.hpp"

namespace myatlas::operations {

namespace {

using services::Context;

constexpr const char* k_publication = "myatlas/publication/1";

Json head_json(const domain::Publication& p)
{
  using formats::text_or_null;
  return {{"number", p.number},
          {"kind", domain::to_text(p.kind)},
          {"title", p.title},
          {"summary", text_or_null(p.summary)},
          {"branch", text_or_null(p.branch)},
          {"url", text_or_null(p.url)},
          {"published", util::to_rfc3339(p.published)}};
}

// What only a tender has.
Json tender_json(const domain::Publication& p)
{
  return {{"buyer", formats::text_or_null(p.buyer)},
          {"contract_type", formats::text_or_null(p.contract_type)},
          {"reference", formats::text_or_null(p.reference)},
          {"deadline", or_null(p.deadline, &domain::ZonedTime::text)}};
}

// Where and how one tenders.
void put_way(const domain::Publication& p, Json& tender)
{
  tender["place"] = formats::text_or_null(p.place);
  tender["lots"] = p.lots ? Json(*p.lots) : Json(nullptr);
  tender["platform"] = formats::text_or_null(p.platform);
}

Json open_json(const domain::Publication& p, util::Instant now)
{
  return p.kind == domain::PublicationKind::tender ? Json(p.is_open(now)) : Json(nullptr);
}

Json json_of(const domain::Publication& p, util::Instant now)
{
  Json json = head_json(p);
  json.update(tender_json(p));
  put_way(p, json);
  json["open"] = open_json(p, now);
  json["withdrawn"] = or_null(p.withdrawn, util::to_rfc3339);
  return json;
}

Result<Json> answer_of(const Context& context, const Result<domain::Publication>& publication)
{
  return document_of(publication, [&](const domain::Publication& one) {
    return document(k_publication, json_of(one, context.now()));
  });
}

struct PublicationsAsked
{
  store::PublicationFilter filter;
  bool open = false;
};

Result<PublicationsAsked> publications_asked(const ListPublications& request)
{
  Errors problems;
  PublicationsAsked asked;
  asked.filter.kind = given<domain::parse_publication_kind>(request.kind, "kind", problems);
  asked.filter.branch = request.branch;
  asked.filter.withdrawn = request.withdrawn;
  asked.open = request.open;
  return or_problems(asked, problems);
}

store::PublicationFilter filter_of(const Context& context, const PublicationsAsked& asked)
{
  store::PublicationFilter filter = asked.filter;
  filter.open_at = asked.open ? std::optional(context.now()) : std::nullopt;
  return filter;
}

Result<Json> list_publications(const Context& context, const PublicationsAsked& asked)
{
  const auto row = [&](const domain::Publication& one) { return json_of(one, context.now()); };
  const auto found = services::list_publications(context, filter_of(context, asked));
  return list_document("myatlas/publications/1", "publications", rows_of(found, row));
}

Result<Json> show_publication(const Context& context, const PublicationName& name)
{
  return answer_of(context, services::show_publication(context, name.number));
}

Result<Json> publish(const Context& context, const services::PublicationForm& form)
{
  return answer_of(context, services::publish(context, form));
}

Result<Json> withdraw(const Context& context, const PublicationName& name)
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
