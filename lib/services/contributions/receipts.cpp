#include <algorithm>

#include <fmt/format.h>

#include "formats/json/declaration_json.hpp"
#include "services/contributions/declarations.hpp"
#include "services/form_values.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using domain::Declaration;
using domain::DeclarationState;
using domain::Receipt;

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
bool attests(const Receipt& receipt, const Declaration& declaration)
{
  const Result<formats::Json> content = formats::parse_json(receipt.content);
  return content && (*content)["total"] == declaration.total.text() &&
         (*content)["payroll"] == declaration.payroll.text();
}

Receipt receipt_of(const Declaration& declaration)
{
  Receipt receipt;
  receipt.declaration = declaration.number;
  receipt.siren = declaration.siren;
  receipt.year = declaration.year;
  return receipt;
}

Receipt blank_receipt(const Context& context, const Declaration& declaration)
{
  Receipt receipt = receipt_of(declaration);
  receipt.number = context.store.declarations().next_receipt_number(declaration.year);
  receipt.issued = context.now();
  return receipt;
}

std::string content_of(const Context& context, const Receipt& receipt, const DeclarationView& view)
{
  const Declaration& declaration = view.declaration;
  const auto company = context.store.opco_register().company(declaration.siren);
  return formats::receipt_document(receipt, declaration, view.history, company, context.zone)
    .dump();
}

void write_content(const Context& context, Receipt& receipt, const DeclarationView& view)
{
  receipt.content = content_of(context, receipt, view);
  receipt.code = code_of(context.store.key(), receipt.content);
}

Receipt new_receipt(const Context& context, const DeclarationView& view)
{
  Receipt receipt = blank_receipt(context, view.declaration);
  write_content(context, receipt, view);
  context.store.declarations().put_receipt(receipt);
  return receipt;
}

std::optional<Receipt> issued_before(const Context& context, const Declaration& declaration)
{
  return context.store.declarations().receipt(declaration.number, perimeter_of(context));
}

Outcome check_settled(const Declaration& declaration)
{
  return refuse_if(!domain::state_facts(declaration.state).paid,
                   {"declaration.not_settled", {declaration.number, declaration.left().text()}});
}

// Inside the caller's transaction.
Result<IssuedReceipt> issue_in(const Context& context, Transaction& write,
                               const std::string& number)
{
  TRY_ASSIGN(const DeclarationView view, show_declaration(context, number));
  const auto issued = issued_before(context, view.declaration);
  if (issued && attests(*issued, view.declaration)) {
    return IssuedReceipt{*issued, false};
  }
  TRY(check_settled(view.declaration));
  const Receipt receipt = new_receipt(context, view);
  write.record({store::AuditKind::receipt, receipt.number},
               issued ? std::optional(issued->content) : std::nullopt, receipt.content);
  return IssuedReceipt{receipt, true};
}

} // namespace

Result<Receipt> issue_receipt(const Context& context, const std::string& number)
{
  Transaction write = context.begin();
  TRY_ASSIGN(const IssuedReceipt issued, issue_in(context, write, number));
  if (issued.is_new) {
    write.commit();
  }
  return issued.receipt;
}

namespace {

Result<std::vector<IssuedReceipt>> issue_all(const Context& context, Transaction& write,
                                             const std::vector<Declaration>& settled)
{
  std::vector<IssuedReceipt> all;
  for (const Declaration& declaration : settled) {
    TRY_ASSIGN(IssuedReceipt issued, issue_in(context, write, declaration.number));
    all.push_back(std::move(issued));
  }
  return all;
}

} // namespace

Result<std::vector<IssuedReceipt>> issue_receipts(const Context& context, int year, Issue how)
{
  Transaction write = context.begin();
  TRY_ASSIGN(const auto settled,
             list_declarations(context, {std::nullopt, year, DeclarationState::payee}));
  TRY_ASSIGN(std::vector<IssuedReceipt> all, issue_all(context, write, settled));
  if (how == Issue::now && std::ranges::any_of(all, &IssuedReceipt::is_new)) {
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

std::string bare_code(std::string_view code)
{
  return util::to_upper(util::without_blanks(code, "-"));
}

} // namespace

bool verify_receipt(const Context& context, const std::string& number, const std::string& code)
{
  const auto found =
    context.store.declarations().receipt(typed_number(number), store::Perimeter::all());
  if (!found || found->number != typed_number(number)) {
    return false;
  }
  return is_ours(context, *found) && bare_code(code) == bare_code(found->code);
}

} // namespace myatlas::services
