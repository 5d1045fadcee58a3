#include "services/contributions/year_declaration.hpp"

#include <utility>

#include "formats/json/declaration_json.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using domain::Declaration;
using domain::DeclarationChange;
using domain::DeclarationEvent;
using domain::DeclarationState;
using domain::Money;

DeclarationEvent event_of(DeclareAs as)
{
  if (as == DeclareAs::draft) {
    return DeclarationEvent::draft;
  }
  return as == DeclareAs::submitted ? DeclarationEvent::submit : DeclarationEvent::correct;
}

bool is_by_file(DeclareAs as)
{
  return as == DeclareAs::of_file || as == DeclareAs::newest;
}

bool is_sent(const Declaration& declaration)
{
  return domain::state_facts(declaration.state).sent;
}

bool was_sent(const std::optional<Declaration>& before)
{
  return before && is_sent(*before);
}

// What a row of a file comes to, by what there is of its year.
DeclareAs settled_of_file(DeclareAs as, const std::optional<Declaration>& before)
{
  return as == DeclareAs::newest && was_sent(before) ? DeclareAs::correction : DeclareAs::submitted;
}

DeclareAs settled(DeclareAs as, const std::optional<Declaration>& before)
{
  return is_by_file(as) ? settled_of_file(as, before) : as;
}

// Whether what stands there already may be said again.
bool is_repeatable(DeclareAs as, const Declaration& before)
{
  return as == DeclareAs::draft || (is_by_file(as) && is_sent(before));
}

bool says_the_same(const Declaration& a, const Declaration& b)
{
  return a.headcount == b.headcount && a.payroll == b.payroll && a.idcc == b.idcc &&
         a.lines == b.lines && a.total == b.total;
}

// What is to be declared of a year, beside what there was of it.
class YearDeclaration
{
public:
  YearDeclaration(const Context& context, Declaration declaration, DeclareAs as,
                  Unreferenced unreferenced)
    : m_context(context), m_declaration(std::move(declaration)),
      m_before(context.store.declarations().find(m_declaration.siren, m_declaration.year)),
      m_asked(as), m_as(settled(as, m_before)), m_unreferenced(unreferenced)
  {
  }

  // Nothing is written when it says what is there already.
  Result<Declared> put()
  {
    if (is_repeated()) {
      return is_renamed() ? rename() : Declared{*m_before, std::nullopt, false, true};
    }
    TRY(may_stand());
    return put_down();
  }

private:
  bool is_repeated() const
  {
    return m_before && is_repeatable(m_asked, *m_before) && says_the_same(*m_before, m_declaration);
  }

  bool is_renamed() const
  {
    return !keeps_reference() && m_declaration.reference != m_before->reference;
  }

  bool keeps_reference() const
  {
    return m_declaration.reference.empty() && m_unreferenced == Unreferenced::keeps;
  }

  // Of what stands there already, its reference is another: nothing else became of it.
  Declared rename() const
  {
    Declaration renamed = *m_before;
    renamed.reference = m_declaration.reference;
    keep_declaration(m_context, m_before, renamed, {});
    return {renamed, std::nullopt, false, false};
  }

  // What it is to be: refused where that year cannot be declared, or was in another way.
  Outcome may_stand() const
  {
    TRY(check_year());
    TRY(check_kind());
    TRY(check_total());
    return check_paid();
  }

  std::string year() const { return std::to_string(m_declaration.year); }

  Outcome check_year() const
  {
    return fail_unless(m_declaration.year < m_context.today().year(),
                       Error{"declaration.year_open", {year()}}.at("year"));
  }

  Outcome check_kind() const
  {
    return m_as == DeclareAs::correction ? check_correction() : check_new();
  }

  Outcome check_new() const
  {
    if (m_before && is_sent(*m_before)) {
      return Error{"declaration.exists", {m_before->number, domain::to_text(m_before->state)}};
    }
    return Done{};
  }

  Outcome check_correction() const
  {
    if (!m_before) {
      return Error{"declaration.none", {m_declaration.siren.digits(), year()}};
    }
    return Done{};
  }

  Outcome check_total() const
  {
    if (m_declaration.total.cents == 0) {
      return Error{"declaration.nothing", {m_declaration.siren.digits(), year()}};
    }
    return Done{};
  }

  Outcome check_paid() const
  {
    return m_before && is_below_paid(m_declaration.total, *m_before) ? below_paid(*m_before)
                                                                     : Outcome(Done{});
  }

  Outcome below_paid(const Declaration& before) const
  {
    return Error{"declaration.below_paid",
                 {m_declaration.total.text(), before.paid.text(), before.number}};
  }

  static bool is_below_paid(Money total, const Declaration& before)
  {
    return total < before.paid && total < before.total; // within a credit it may grow
  }

  // Gives it its place beside what there was of its year, and writes it.
  Result<Declared> put_down()
  {
    take_place();
    TRY_ASSIGN(m_declaration.state, after(state_before(), event_of(m_as)));
    keep_declaration(m_context, m_before, m_declaration, changes());
    return Declared{m_declaration, draft_total(), !m_before};
  }

  std::vector<DeclarationChange> changes()
  {
    std::vector<DeclarationChange> changes = {change(event_of(m_as), m_declaration.total)};
    if (is_settled()) {
      changes.push_back(settle());
    }
    return changes;
  }

  void take_place()
  {
    if (m_before) {
      take_place_of(*m_before);
    } else {
      m_declaration.number = m_context.store.declarations().next_number(m_declaration.year);
    }
  }

  void take_place_of(const Declaration& before)
  {
    m_declaration.number = before.number;
    m_declaration.created = before.created;
    m_declaration.paid = before.paid;
    if (keeps_reference()) {
      m_declaration.reference = before.reference;
    }
  }

  DeclarationState state_before() const
  {
    return m_before ? m_before->state : DeclarationState::brouillon;
  }

  Result<DeclarationState> after(DeclarationState from, DeclarationEvent event) const
  {
    return domain::after(from, event, m_declaration.number);
  }

  DeclarationChange change(DeclarationEvent event, Money amount) const
  {
    return {m_context.now(), m_context.actor.name(), event, m_declaration.state, amount};
  }

  // Corrected to what was paid or less.
  bool is_settled() const
  {
    return m_declaration.paid.cents > 0 && m_declaration.left().cents == 0;
  }

  DeclarationChange settle()
  {
    m_declaration.state = *after(m_declaration.state, DeclarationEvent::settle);
    return change(DeclarationEvent::settle, {});
  }

  // What the draft in whose place it is came to, when that is another total.
  std::optional<Money> draft_total() const
  {
    return replaces_other_total() ? std::optional(m_before->total) : std::nullopt;
  }

  bool replaces_other_total() const
  {
    return m_before && !is_sent(*m_before) && m_before->total != m_declaration.total;
  }

  const Context& m_context;
  Declaration m_declaration;
  const std::optional<Declaration> m_before;
  const DeclareAs m_asked, m_as;
  const Unreferenced m_unreferenced;
};

} // namespace

namespace {

std::string trace_of(const Declaration& declaration)
{
  return formats::to_json(declaration).dump();
}

std::optional<std::string> trace_of(const std::optional<Declaration>& declaration)
{
  return declaration ? std::optional(trace_of(*declaration)) : std::nullopt;
}

} // namespace

void keep_declaration(const Context& context, const std::optional<Declaration>& before,
                      const Declaration& declaration, const std::vector<DeclarationChange>& changes)
{
  context.store.declarations().put(declaration);
  for (const DeclarationChange& change : changes) {
    context.store.declarations().add_change(declaration, change);
  }
  context.record({store::AuditKind::declaration, declaration.number}, trace_of(before),
                 trace_of(declaration));
}

Result<Declared> put_declaration(const Context& context, Declaration declaration, DeclareAs as,
                                 Unreferenced unreferenced)
{
  return YearDeclaration(context, std::move(declaration), as, unreferenced).put();
}

} // namespace myatlas::services
