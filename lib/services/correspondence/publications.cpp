#include "services/correspondence/publications.hpp"

#include "domain/values/codes.hpp"
#include "formats/json/json.hpp"
#include "services/form_values.hpp"
#include "services/notices/notices.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using domain::AlertEvent;
using domain::Publication;
using domain::PublicationKind;
using util::collect;

Result<std::int64_t> lots_in(const std::string& text)
{
  const bool right = util::is_digits(text) && text.size() < 5;
  return right ? Result<std::int64_t>(std::stoll(text)) : Error{"publication.lots", {text}};
}

// Only a tender has these.
void refuse_tender(const PublicationForm& form, Errors& problems)
{
  for (const auto& [name, text] : {std::pair{"buyer", &form.buyer},
                                   {"contract_type", &form.contract_type},
                                   {"reference", &form.reference},
                                   {"deadline", &form.deadline},
                                   {"place", &form.place},
                                   {"platform", &form.platform},
                                   {"lots", &form.lots}}) {
    if (!text->empty()) {
      problems.push_back(Error{"publication.only_tender", {name}}.at(name));
    }
  }
}

bool is_web_address(const std::string& url)
{
  return (url.starts_with("https://") || url.starts_with("http://")) &&
         url.find_first_of(" \"<>") == url.npos;
}

Error wrong_url(const std::string& url)
{
  return Error{"publication.url", {url}}.at("url");
}

void check_url(const std::string& url, Errors& problems)
{
  if (!url.empty() && !is_web_address(url)) {
    problems.push_back(wrong_url(url));
  }
}

// The form of a publication, member by member.
class PublicationReading
{
public:
  PublicationReading(const Context& context, const PublicationForm& form)
    : m_context(context), m_form(form)
  {
  }

  Result<Publication> publication()
  {
    m_publication.published = m_context.now();
    require_member("title", util::trim(m_form.title));
    require_member("kind", m_form.kind);
    read();
    TRY(outcome_of(m_problems));
    return m_publication;
  }

private:
  void read()
  {
    const auto kind = read_kind();
    read_texts();
    read_url();
    read_branch();
    if (kind) {
      read_parts_of(*kind);
    }
  }

  void require_member(const char* member, std::string_view text)
  {
    if (text.empty()) {
      m_problems.push_back(Error{"field.required", {member}}.at(member));
    }
  }

  std::optional<PublicationKind> read_kind()
  {
    if (m_form.kind.empty()) {
      return std::nullopt;
    }
    return collect(domain::parse_publication_kind(m_form.kind), m_problems, "kind");
  }

  void take_text(std::string& into, const std::string& text, const char* member)
  {
    into = collect(comment_of(text), m_problems, member).value_or("");
  }

  void read_texts()
  {
    take_text(m_publication.title, m_form.title, "title");
    take_text(m_publication.summary, m_form.summary, "summary");
  }

  void read_url()
  {
    take_text(m_publication.url, m_form.url, "url");
    check_url(m_publication.url, m_problems);
  }

  void read_branch()
  {
    if (!m_form.branch.empty()) {
      const auto idcc = branch_told();
      m_publication.branch = idcc ? idcc->text() : "";
    }
  }

  std::optional<domain::Idcc> branch_told()
  {
    return util::collect(domain::Idcc::parse(m_form.branch), m_problems, "branch");
  }

  void read_parts_of(PublicationKind kind)
  {
    m_publication.kind = kind;
    if (kind == PublicationKind::tender) {
      read_tender();
    } else {
      refuse_tender(m_form, m_problems);
    }
  }

  void read_tender()
  {
    read_tender_texts();
    read_places();
    read_lots();
    require_tender();
    if (!m_form.deadline.empty()) {
      read_deadline();
    }
  }

  void read_tender_texts()
  {
    take_text(m_publication.buyer, m_form.buyer, "buyer");
    take_text(m_publication.contract_type, m_form.contract_type, "contract_type");
    take_text(m_publication.reference, m_form.reference, "reference");
  }

  void read_places()
  {
    take_text(m_publication.place, m_form.place, "place");
    take_text(m_publication.platform, m_form.platform, "platform");
  }

  void read_lots()
  {
    if (!m_form.lots.empty()) {
      m_publication.lots = collect(lots_in(m_form.lots), m_problems, "lots");
    }
  }

  void require_tender()
  {
    require(
      {{"buyer", &m_form.buyer}, {"reference", &m_form.reference}, {"deadline", &m_form.deadline}},
      m_problems);
  }

  void read_deadline()
  {
    m_publication.deadline =
      collect(domain::parse_zoned_time(m_form.deadline), m_problems, "deadline");
    if (is_past()) {
      tell_past(m_publication.deadline->text());
    }
  }

  void tell_past(const std::string& deadline)
  {
    m_problems.push_back(Error{"publication.deadline_past", {deadline}}.at("deadline"));
  }

  bool is_past() const
  {
    return m_publication.deadline && m_publication.deadline->instant <= m_context.now();
  }

  const Context& m_context;
  const PublicationForm& m_form;
  Errors m_problems;
  Publication m_publication;
};

AlertEvent event_of(const Publication& publication)
{
  return publication.kind == PublicationKind::tender ? AlertEvent::tender_published
                                                     : AlertEvent::news_published;
}

std::string trace(const Publication& publication)
{
  return formats::Json{{"kind", domain::to_text(publication.kind)}, {"title", publication.title}}
    .dump();
}

Publication put_new(const Context& context, Publication publication)
{
  publication.number = context.store.publications().next_number(context.today().year());
  context.store.publications().put(publication);
  return publication;
}

void tell_of(const Context& context, const Publication& publication)
{
  tell_all(context, {event_of(publication), publication.number, publication.title, context.now()});
}

} // namespace

Result<Publication> publish(const Context& context, const PublicationForm& form)
{
  TRY_ASSIGN(const Publication read, PublicationReading(context, form).publication());
  Transaction write = context.begin();
  const Publication publication = put_new(context, read);
  tell_of(context, publication);
  write.record({store::AuditKind::publication, publication.number}, std::nullopt,
               trace(publication));
  write.commit();
  return publication;
}

namespace {

Outcome check_there(const Publication& publication)
{
  return fail_unless(!publication.withdrawn.has_value(),
                     Error{"publication.withdrawn", {publication.number}}.at("number"));
}

Result<Publication> still_there(const Context& context, const std::string& number)
{
  TRY_ASSIGN(const Publication publication, show_publication(context, number));
  TRY(check_there(publication));
  return publication;
}

} // namespace

Result<Publication> withdraw(const Context& context, const std::string& number)
{
  Transaction write = context.begin();
  TRY_ASSIGN(Publication publication, still_there(context, number));
  publication.withdrawn = context.now();
  context.store.publications().put(publication);
  write.record({store::AuditKind::publication, publication.number}, std::nullopt,
               R"({"withdrawn":true})");
  write.commit();
  return publication;
}

std::vector<Publication> list_publications(const Context& context,
                                           const store::PublicationFilter& filter)
{
  return context.store.publications().list(filter);
}

namespace {

Error unknown_publication(const std::string& number)
{
  return Error{"publication.unknown", {number}}.at("number");
}

} // namespace

Result<Publication> show_publication(const Context& context, const std::string& number)
{
  const auto found = context.store.publications().find(util::to_upper(util::trim(number)));
  if (!found) {
    return unknown_publication(number);
  }
  return *found;
}

} // namespace myatlas::services
