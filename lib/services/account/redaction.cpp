#include "services/account/redaction.hpp"

#include <algorithm>
#include <array>

#include "domain/account/access.hpp"
#include "services/context.hpp"
#include "store/tables/audit_subject.hpp"
#include "util/text.hpp"

namespace myatlas::services {

namespace {

using formats::Json;
using store::AuditKind;
using store::AuditRow;
using store::AuditSubject;
using store::ErasedPerson;

// The members of a record that say who somebody is.
constexpr std::array k_personal = {"name",      "email",        "phone",         "first_name",
                                   "last_name", "contact_name", "contact_email", "contact_phone"};

// Whose a row of the audit is: what others did is theirs, and loses the person's addresses alone.
enum class Whose
{
  theirs,
  of_others,
};

// Takes the person out of what a row says.
class Redaction
{
public:
  Redaction(const ErasedPerson& person, Whose whose)
    : m_person(person), m_identity(person.identity), m_whose(whose)
  {
  }

  // Whole values only; whether it named them.
  bool redact(Json& json) const
  {
    if (json.is_string()) {
      return redact(json.get_ref<std::string&>());
    }
    const bool changed = names_them(json) && blank_personal(json);
    return redact_parts(json) || changed;
  }

  bool redact(std::string& text) const
  {
    const std::string left = without_them(text);
    const bool changed = left != text;
    text = left;
    return changed;
  }

  // A record as text, or what is none.
  bool redact(std::optional<std::string>& content) const
  {
    if (!content) {
      return false;
    }
    Result<Json> json = formats::parse_json(*content);
    return json ? redact_record(*content, *json) : redact(*content);
  }

private:
  std::string without_them(const std::string& text) const
  {
    using What = domain::Identity::What;
    const What what = m_whose == Whose::theirs ? What::all_values : What::addresses;
    return m_identity.without(text, m_person.pseudonym, what);
  }

  // By address, and in a row of theirs by name or telephone too.
  bool names_them(const std::string& text) const
  {
    return (m_whose == Whose::theirs && is_theirs(text)) || m_identity.is_address(text);
  }

  bool is_theirs(const std::string& text) const
  {
    return m_identity.is_value(text) || m_identity.is_name(text);
  }

  bool names_them(const Json& record) const
  {
    return record.is_object() && std::ranges::any_of(k_personal, [&](const char* member) {
             return names_them(member_text(record, member));
           });
  }

  // Takes what says who somebody is out of a record; whether there was any.
  static bool blank_personal(Json& record)
  {
    bool changed = false;
    for (const char* member : k_personal) {
      changed = blank(record, member) || changed;
    }
    return changed;
  }

  static bool blank(Json& record, const char* member)
  {
    if (!record.contains(member)) {
      return false;
    }
    record[member] = nullptr;
    return true;
  }

  bool redact_parts(Json& parts) const
  {
    bool changed = false;
    for (Json& part : parts) {
      changed = (holds_text(part) && redact(part)) || changed;
    }
    return changed;
  }

  static bool holds_text(const Json& part) { return part.is_structured() || part.is_string(); }

  bool redact_record(std::string& content, Json& record) const
  {
    const bool changed = redact(record);
    content = changed ? record.dump() : content;
    return changed;
  }

  const ErasedPerson& m_person;
  const domain::Identity& m_identity;
  const Whose m_whose;
};

Whose whose_is(const AuditRow& row, const ErasedPerson& person)
{
  const bool did_it = util::to_lower(row.deed.actor) == util::to_lower(person.email);
  return did_it ? Whose::theirs : Whose::of_others;
}

// What a row says beside who did it.
bool redact_words(AuditRow& row, const Redaction& redaction)
{
  bool changed = redaction.redact(row.subject);
  changed = redaction.redact(row.before) || changed;
  return redaction.redact(row.after) || changed;
}

bool forget_words(AuditRow& row)
{
  const bool changed = row.before || row.after;
  row.before = row.after = std::nullopt;
  return changed;
}

} // namespace

namespace {

const Json* member_of(const Json& record, const char* member)
{
  return record.is_object() && record.contains(member) ? &record[member] : nullptr;
}

} // namespace

std::string member_text(const Json& record, const char* member)
{
  const Json* found = member_of(record, member);
  return found != nullptr && found->is_string() ? found->get<std::string>() : "";
}

bool is_about(const AuditRow& row, const std::string& account)
{
  return row.subject == to_text(AuditSubject{AuditKind::account, account}) ||
         row.subject.ends_with(" of account " + account);
}

bool redact(AuditRow& row, const ErasedPerson& person)
{
  const Whose whose = whose_is(row, person);
  if (whose == Whose::theirs) {
    row.deed.actor = person.pseudonym;
  }
  if (is_about(row, person.account) && forget_words(row)) {
    return true;
  }
  return redact_words(row, Redaction(person, whose)) || whose == Whose::theirs;
}

} // namespace myatlas::services
