#pragma once

#include "domain/account/access.hpp"
#include "domain/account/account.hpp"
#include "domain/account/credentials.hpp"
#include "domain/companies/employee.hpp"
#include "domain/companies/sirene.hpp"
#include "domain/contributions/declaration.hpp"
#include "domain/correspondence/alert.hpp"
#include "domain/correspondence/mail.hpp"
#include "domain/correspondence/official_letter.hpp"
#include "domain/correspondence/publication.hpp"
#include "domain/dossiers/certificate.hpp"
#include "domain/dossiers/request_document.hpp"
#include "domain/dossiers/request_life.hpp"
#include "domain/dossiers/transmission.hpp"
#include "domain/invoices/billed_line.hpp"
#include "domain/invoices/invoice.hpp"
#include "domain/values/checked_text.hpp"
#include "domain/values/date.hpp"
#include "domain/values/money.hpp"
#include "domain/values/siret.hpp"
#include "store/cell.hpp"
#include "util/clock.hpp"
#include "util/crypto.hpp"

// How the domain's values stand in columns. What cannot be read back is damage: store.corrupt.
namespace myatlas::store {

template <typename Number>
struct NumberCodec // a SIREN or a SIRET
{
  static Bind bind(Number value) { return {value.number()}; }
  static Number read(const Row& row, std::size_t column)
  {
    return Number::of_checked(row.integer(column));
  }
};

template <>
struct Codec<domain::Siren> : NumberCodec<domain::Siren>
{
};

template <>
struct Codec<domain::Siret> : NumberCodec<domain::Siret>
{
};

template <>
struct Codec<domain::Date> // ISO 8601
{
  static Bind bind(domain::Date day) { return {day.text()}; }
  static domain::Date read(const Row& row, std::size_t column)
  {
    return row.read(column, domain::Date::read);
  }
};

template <>
struct Codec<util::Instant> // microseconds UTC
{
  static Bind bind(util::Instant instant) { return {instant.micros}; }
  static util::Instant read(const Row& row, std::size_t column) { return {row.integer(column)}; }
};

template <>
struct Codec<domain::Money> // cents
{
  static Bind bind(domain::Money amount) { return {amount.cents}; }
  static domain::Money read(const Row& row, std::size_t column) { return {row.integer(column)}; }
};

template <>
struct Codec<domain::Rate> // billionths
{
  static Bind bind(domain::Rate rate) { return {rate.billionths}; }
  static domain::Rate read(const Row& row, std::size_t column) { return {row.integer(column)}; }
};

template <typename Rule>
struct Codec<domain::CheckedText<Rule>>
{
  using Text = domain::CheckedText<Rule>;
  static Bind bind(const Text& value) { return {std::string_view(value.text())}; }
  static Text read(const Row& row, std::size_t column) { return row.read(column, Text::parse); }
};

// What reads the words of an enumeration; domain::to_text writes them.
template <typename Enum>
inline constexpr std::nullptr_t k_reader = nullptr;

#define MYATLAS_READER(type, parse)                                                                \
  template <>                                                                                      \
  inline constexpr auto k_reader<domain::type> = domain::parse

MYATLAS_READER(AccessRole, parse_access_role);
MYATLAS_READER(AccountState, parse_account_state);
MYATLAS_READER(Profile, parse_profile);
MYATLAS_READER(Sex, parse_sex);
MYATLAS_READER(Title, parse_title);
MYATLAS_READER(VatExemption, parse_vat_exemption);
MYATLAS_READER(DeclarationState, parse_declaration_state);
MYATLAS_READER(DeclarationEvent, parse_declaration_event);
MYATLAS_READER(PaymentMeans, parse_payment_means);
MYATLAS_READER(AlertEvent, parse_alert_event);
MYATLAS_READER(Frequency, parse_frequency);
MYATLAS_READER(LetterKind, parse_letter_kind);
MYATLAS_READER(Channel, parse_channel);
MYATLAS_READER(PublicationKind, parse_publication_kind);
MYATLAS_READER(CertificateKind, parse_certificate_kind);
MYATLAS_READER(ActionNature, parse_action_nature);
MYATLAS_READER(Scheme, parse_scheme);
MYATLAS_READER(Mode, parse_mode);
MYATLAS_READER(Audience, parse_audience);
MYATLAS_READER(DocumentUse, parse_document_use);
MYATLAS_READER(RequestState, parse_request_state);
MYATLAS_READER(RequestEvent, parse_request_event);
MYATLAS_READER(CostNature, parse_cost_nature);
MYATLAS_READER(InvoiceState, parse_invoice_state);
MYATLAS_READER(InvoiceEvent, parse_invoice_event);
MYATLAS_READER(Sender, parse_sender);

#undef MYATLAS_READER

template <typename T>
concept Enumeration = std::is_enum_v<T>;

template <Enumeration Enum>
struct Codec<Enum> // its word
{
  static Bind bind(Enum value) { return {std::string_view(to_text(value))}; }
  static Enum read(const Row& row, std::size_t column) { return row.read(column, k_reader<Enum>); }
};

template <>
struct Codec<domain::ProviderState> // null of an account that names a provider: not looked at
{
  static Bind bind(domain::ProviderState state) { return {std::string_view(to_text(state))}; }
  static domain::ProviderState read(const Row& row, std::size_t column)
  {
    return domain::provider_state_of(row.maybe_text(column).value_or(""));
  }
};

// Those whose words are a table of the domain's own.
template <auto& table>
struct NamedCodec
{
  using Value = decltype(table[0].value);
  static Bind bind(std::remove_const_t<Value> value)
  {
    return {std::string_view(domain::name_of(table, value))};
  }
  static auto read(const Row& row, std::size_t column)
  {
    return as_stored(domain::value_of(table, row.text(column), "store.corrupt"));
  }
};

template <>
struct Codec<domain::CodePurpose> : NamedCodec<domain::k_code_purposes>
{
};

template <>
struct Codec<domain::AttemptKind> : NamedCodec<domain::k_attempt_kinds>
{
};

template <>
struct Codec<domain::MailKind> : NamedCodec<domain::k_mail_kinds>
{
};

template <>
struct Codec<domain::SireneOutcome> : NamedCodec<domain::k_sirene_outcomes>
{
};

template <>
struct Codec<domain::TransmissionKind> : NamedCodec<domain::k_transmission_kinds>
{
};

template <>
struct Codec<domain::TransmissionState> : NamedCodec<domain::k_transmission_states>
{
};

// How a column holds its value when its type alone does not say it. `key` is the store's.

struct ByType
{
  template <typename T>
  static Bind bind(const T& value, const util::Key*)
  {
    return Codec<T>::bind(value);
  }
  template <typename T>
  static T read(const Row& row, std::size_t column, const util::Key*)
  {
    return Codec<T>::read(row, column);
  }
};

struct EmptyIfAbsent : ByType // of a record that may be missing as a whole
{
  static Bind none() { return {std::string_view()}; }
};

struct Sealed // another text each time; an empty one stays empty
{
  static Bind bind(const std::string& text, const util::Key* key)
  {
    return {text.empty() ? std::string() : util::encrypt(*key, text)};
  }
  template <typename T>
  static T read(const Row& row, std::size_t column, const util::Key* key)
  {
    const std::string& sealed = row.text(column);
    return sealed.empty() ? T() : as_stored(util::decrypt(*key, sealed));
  }
};

struct SealedIfAny // of a checked text that may be missing; empty then
{
  template <typename Rule>
  static Bind bind(const std::optional<domain::CheckedText<Rule>>& value, const util::Key* key)
  {
    return Sealed::bind(value ? value->text() : std::string(), key);
  }
  template <typename T>
  static T read(const Row& row, std::size_t column, const util::Key* key)
  {
    const std::string text = Sealed::read<std::string>(row, column, key);
    return text.empty() ? T() : checked<T>(text);
  }

private:
  template <typename T>
  static T checked(const std::string& text)
  {
    return as_stored(T::value_type::parse(text));
  }
};

struct NullIfEmpty // of a text
{
  static Bind bind(const std::string& text, const util::Key*)
  {
    return text.empty() ? Bind() : Bind(text);
  }
  template <typename T>
  static T read(const Row& row, std::size_t column, const util::Key*)
  {
    return row.is_null(column) ? T() : row.text(column);
  }
};

struct EmptyIfNone // of what may be missing, in a column that may not
{
  template <typename T>
  static Bind bind(const std::optional<T>& value, const util::Key*)
  {
    return value ? Codec<T>::bind(*value) : Bind(std::string_view());
  }
  template <typename T>
  static T read(const Row& row, std::size_t column, const util::Key*)
  {
    return row.text(column).empty() ? T() : Codec<T>::read(row, column);
  }
};

} // namespace myatlas::store
