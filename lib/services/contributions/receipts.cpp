#include <algorithm>

#include <fmt/format.h>

#include "formats/json/declaration_json.hpp"
#include "services/contributions/declarations.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using domain::Declaration;
using domain::DeclarationState;
using domain::Receipt;
using domain::state_facts;

std::string in_fours(std::string_view hash)
{
  return fmt::format("{:.4}-{:.4}-{:.4}-{:.4}", hash, hash.substr(4), hash.substr(8),
                     hash.substr(12));
}

// The code is a keyed hash of the document: it cannot be made without the store's key, nor fits
// another document.
std::string code_of(const util::Key& key, const std::string& content)
{
  return in_fours(util::to_upper(util::keyed_hash(key, "receipt\n" + content)));
}

// Whether a receipt says what is declared now; a correction since then has made it one of the past.
bool says(const formats::Json& content, const Declaration& declaration)
{
  return content["total"] == declaration.total.text() &&
         content["payroll"] == declaration.payroll.text();
}

bool attests(const Receipt& receipt, const Declaration& declaration)
{
  const auto content = formats::parse_json(receipt.content);
  return content && says(*content, declaration);
}

bool attests(const std::optional<Receipt>& receipt, const Declaration& declaration)
{
  return receipt && attests(*receipt, declaration);
}

Receipt receipt_of(const Declaration& declaration)
{
  Receipt receipt;
  receipt.declaration = declaration.number;
  receipt.siren = declaration.siren;
  receipt.year = declaration.year;
  return receipt;
}

Outcome check_settled(const Declaration& declaration)
{
  return fail_unless(state_facts(declaration.state).paid,
                     {"declaration.not_settled", {declaration.number, declaration.left().text()}});
}

// Issues receipts inside the caller's transaction.
class Issuing
{
public:
  Issuing(const Context& context, Transaction& write) : m_context(context), m_write(write) {}

  Result<IssuedReceipt> issue(const std::string& number)
  {
    TRY_ASSIGN(const DeclarationView view, show_declaration(m_context, number));
    const auto before = receipt_before(view.declaration);
    if (attests(before, view.declaration)) {
      return IssuedReceipt{*before, false};
    }
    TRY(check_settled(view.declaration));
    return IssuedReceipt{replaced(before, view), true};
  }

  Result<std::vector<IssuedReceipt>> issue(const std::vector<Declaration>& settled)
  {
    std::vector<IssuedReceipt> all;
    for (const Declaration& declaration : settled) {
      TRY_ASSIGN(IssuedReceipt issued, issue(declaration.number));
      all.push_back(std::move(issued));
    }
    return all;
  }

private:
  std::optional<Receipt> receipt_before(const Declaration& declaration) const
  {
    return m_context.store.declarations().receipt(declaration.number, perimeter_of(m_context));
  }

  Receipt replaced(const std::optional<Receipt>& before, const DeclarationView& view)
  {
    const Receipt receipt = new_receipt(view);
    record(receipt, content_of(before));
    return receipt;
  }

  static std::optional<std::string> content_of(const std::optional<Receipt>& receipt)
  {
    return receipt ? std::optional(receipt->content) : std::nullopt;
  }

  void record(const Receipt& receipt, std::optional<std::string> before)
  {
    m_write.record({store::AuditKind::receipt, receipt.number}, std::move(before), receipt.content);
  }

  Receipt new_receipt(const DeclarationView& view) const
  {
    Receipt receipt = blank_receipt(view.declaration);
    receipt.content = content_of(receipt, view);
    receipt.code = code_of(m_context.store.key(), receipt.content);
    m_context.store.declarations().put_receipt(receipt);
    return receipt;
  }

  Receipt blank_receipt(const Declaration& declaration) const
  {
    Receipt receipt = receipt_of(declaration);
    receipt.number = m_context.store.declarations().next_receipt_number(declaration.year);
    receipt.issued = m_context.now();
    return receipt;
  }

  std::string content_of(const Receipt& receipt, const DeclarationView& view) const
  {
    return formats::receipt_document(receipt, view.declaration, view.history,
                                     company_of(view.declaration), m_context.zone)
      .dump();
  }

  std::optional<domain::Company> company_of(const Declaration& declaration) const
  {
    return m_context.store.opco_register().company(declaration.siren);
  }

  const Context& m_context;
  Transaction& m_write;
};

} // namespace

Result<Receipt> issue_receipt(const Context& context, const std::string& number)
{
  Transaction write = context.begin();
  TRY_ASSIGN(const IssuedReceipt issued, Issuing(context, write).issue(number));
  if (issued.is_new) {
    write.commit();
  }
  return issued.receipt;
}

namespace {

Result<std::vector<Declaration>> settled_in(const Context& context, int year)
{
  return list_declarations(context, {std::nullopt, year, DeclarationState::payee});
}

bool has_new(const std::vector<IssuedReceipt>& issued)
{
  return std::ranges::any_of(issued, &IssuedReceipt::is_new);
}

} // namespace

Result<std::vector<IssuedReceipt>> issue_receipts(const Context& context, int year, Issue how)
{
  Transaction write = context.begin();
  TRY_ASSIGN(const auto settled, settled_in(context, year));
  TRY_ASSIGN(std::vector<IssuedReceipt> all, Issuing(context, write).issue(settled));
  if (how == Issue::now && has_new(all)) {
    write.commit();
  }
  return all;
}

Result<Receipt> get_receipt(const Context& context, const std::string& number)
{
  TRY(may_read(context));
  const auto found =
    context.store.declarations().receipt(typed_number(number), perimeter_of(context));
  if (!found) {
    return Error{"receipt.unknown", {number}};
  }
  TRY(may_see_pay(context, found->siren));
  return *found;
}

namespace {

// Whether its code was made of what it says, with the store's key or one before it.
bool is_ours(const Context& context, const Receipt& receipt)
{
  const auto is_of = [&](const util::Key& key) {
    return code_of(key, receipt.content) == receipt.code;
  };
  return is_of(context.store.key()) ||
         std::ranges::any_of(context.store.former_keys(), is_of, &store::FormerKey::key);
}

std::optional<Receipt> receipt_numbered(const Context& context, const std::string& number)
{
  return context.store.declarations().receipt(number, store::Perimeter::all());
}

std::string bare_code(std::string_view code)
{
  return util::to_upper(util::without_blanks(code, "-"));
}

} // namespace

bool verify_receipt(const Context& context, const std::string& number, const std::string& code)
{
  const auto found = receipt_numbered(context, typed_number(number));
  return found && found->number == typed_number(number) && is_ours(context, *found) &&
         bare_code(code) == bare_code(found->code);
}

} // namespace myatlas::services
