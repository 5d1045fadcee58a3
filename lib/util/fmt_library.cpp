// fmt's own functions, compiled once from its headers: by headers alone every source would compile
// them again (a third of each), and Debian's shared library would bring the shared libstdc++ back.
#include <fmt/format-inl.h>

FMT_BEGIN_NAMESPACE
namespace detail {

#if FMT_VERSION >= 100000
using FormatArguments = vformat_args<>::type;
#else
using FormatArguments = basic_format_args<FMT_BUFFER_CONTEXT(char)>;
#endif

template FMT_API auto thousands_sep_impl(locale_ref) -> thousands_sep_result<char>;
template FMT_API auto decimal_point_impl(locale_ref) -> char;
template FMT_API auto dragonbox::to_decimal(float number) noexcept -> dragonbox::decimal_fp<float>;
template FMT_API auto dragonbox::to_decimal(double number) noexcept
  -> dragonbox::decimal_fp<double>;
template FMT_API locale_ref::locale_ref(const std::locale& locale);
template FMT_API auto locale_ref::get<std::locale>() const -> std::locale;
template FMT_API void buffer<char>::append(const char* begin, const char* end);
template FMT_API void vformat_to(buffer<char>& to, string_view format, FormatArguments arguments,
                                 locale_ref locale);

} // namespace detail
FMT_END_NAMESPACE
