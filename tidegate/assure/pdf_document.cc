#include "tidegate/assure/pdf_document.h"

#include <zlib.h>

#include <algorithm>
#include <array>

#include "tidegate/assure/credential.h"
#include "tidegate/assure/pdf_table.h"
#include "tidegate/assure/pdf_value.h"
#include "tidegate/base/der_part.h"

namespace tidegate::assure {
namespace {

using Kind = PdfValue::Kind;
using Objects = std::vector<PdfObject>;

constexpr std::size_t kMostObjects = 50'000;
constexpr std::size_t kMostSignatures = 50;

tl::unexpected<Error> refused(std::string en, std::string zh) {
  return fail({ErrorCode::kMalformed, std::move(en), {}, std::move(zh)});
}

Error nobody_signed() { return {ErrorCode::kMalformed, "is a PDF that nobody signed", {}, "PDF 未经签名"}; }

std::size_t place(const PdfValue& number) { return static_cast<std::size_t>(number.number); }

struct Covered {
  std::size_t gap = 0;  // [gap, behind): the hex string of /Contents, with its brackets
  std::size_t behind = 0;
};

// The two ranges of a signature; none: they are not [0, a), [b, end) around its own /Contents.
std::optional<Covered> covered(std::string_view file, const PdfValue& signature) {
  const PdfValue* const ranges = signature.find("ByteRange");
  const PdfValue* const contents = signature.find("Contents");
  if (ranges == nullptr || ranges->kind != Kind::kArray || ranges->items.size() != 4 || contents == nullptr ||
      contents->kind != Kind::kString || !contents->is_hex)
    return std::nullopt;
  for (const PdfValue& item : ranges->items) {
    if (item.kind != Kind::kNumber) return std::nullopt;
  }
  const auto& r = ranges->items;
  const bool is_whole = place(r[0]) == 0 && place(r[1]) == contents->begin && place(r[2]) == contents->end &&
                        place(r[2]) + place(r[3]) == file.size();
  return is_whole ? std::optional(Covered{contents->begin, contents->end}) : std::nullopt;
}

// The signature that stands for the whole file. Of several it is the last, which signs the earlier ones too.
Result<const PdfValue*> signature_of(std::string_view file, const Objects& objects) {
  std::vector<const PdfValue*> all;
  for (const PdfObject& object : objects) {
    if (object.value.find("ByteRange") != nullptr) all.push_back(&object.value);
  }
  if (all.empty()) return fail(nobody_signed());
  if (all.size() > kMostSignatures) return refused("has more than 50 signatures", "签名超过 50 个");
  const PdfValue* whole = nullptr;
  for (const PdfValue* const one : all) {
    if (!covered(file, *one)) continue;
    if (whole != nullptr) return refused("has two signatures of one range", "有两个签名覆盖同一范围");
    whole = one;
  }
  if (whole == nullptr)
    return refused(
        "has no signature that covers the whole of it but the signature itself: something was appended, or "
        "left out",
        "没有签名覆盖除其自身外的整个文件：签名后有追加内容，或有内容未被签名");
  const PdfValue* const form = whole->find("SubFilter");
  if (form == nullptr || !(form->is_name("adbe.pkcs7.detached") || form->is_name("ETSI.CAdES.detached")))
    return refused("is signed in a form that is not taken: adbe.pkcs7.detached, ETSI.CAdES.detached are",
                   "签名形式不被接受，仅接受 adbe.pkcs7.detached 与 ETSI.CAdES.detached");
  return whole;
}

// Written in one way, so that none of its octets can be changed and mean the same.
bool is_plain_hex(std::string_view digits) {
  return digits.size() % 2 == 0 && (digits.find_first_not_of("0123456789abcdef") == digits.npos ||
                                    digits.find_first_not_of("0123456789ABCDEF") == digits.npos);
}

// One DER value; behind it, zeros alone: room that the signer did not need.
Result<std::string> cms_of(std::string_view file, const PdfValue& signature) {
  const PdfValue& contents = *signature.find("Contents");
  if (!is_plain_hex(file.substr(contents.begin + 1, contents.end - contents.begin - 2)))
    return refused("has a signature in mixed letters or with blanks", "签名的十六进制写法大小写混用或含空白");
  const std::string& octets = contents.text;
  const auto cms = der_at(octets, 0, kDerSequence);
  if (!cms || octets.find_first_not_of('\0', cms->end) != octets.npos)
    return refused("holds no CMS in DER, or something behind it",
                   "签名不是完整的 DER 格式 CMS，或其后另有内容");
  return octets.substr(0, cms->end);
}

// As names of files are written: octets, or UTF-16 behind its mark.
std::string file_name(const PdfValue& name) {
  constexpr std::string_view kUtf16("\xFE\xFF", 2);
  if (!name.text.starts_with(kUtf16)) return name.text;
  std::string out;
  for (std::size_t i = 2; i + 1 < name.text.size(); i += 2) {
    if (name.text[i] != '\0') return {};
    out += name.text[i + 1];
  }
  return out;
}

bool is_claims(const PdfValue& specification) {
  if (specification.kind != Kind::kDictionary || specification.find("EF") == nullptr) return false;
  for (const char* const key : {"F", "UF"}) {
    const PdfValue* const name = specification.find(key);
    if (name != nullptr && name->kind == Kind::kString && file_name(*name) == kClaimsFile) return true;
  }
  return false;
}

// The one file that it names, by one name: of two viewers one goes by /UF, the other by /F.
const PdfValue* only_file(const PdfValue& specification) {
  const auto is_of_platform = [](const std::string& key) {
    return key == "DOS" || key == "Mac" || key == "Unix";
  };
  const auto is_other_name = [&](const char* key) {
    const PdfValue* const name = specification.find(key);
    return name != nullptr && (name->kind != Kind::kString || file_name(*name) != kClaimsFile);
  };
  const PdfValue& files = *specification.find("EF");
  const auto& keys = specification.keys;
  if (files.kind != Kind::kDictionary || std::any_of(keys.begin(), keys.end(), is_of_platform) ||
      std::any_of(files.keys.begin(), files.keys.end(), is_of_platform) || is_other_name("F") ||
      is_other_name("UF"))
    return nullptr;
  const PdfValue* const plain = files.find("F");
  const PdfValue* const unicode = files.find("UF");
  if (plain == nullptr || unicode == nullptr) return plain != nullptr ? plain : unicode;
  const bool are_one = plain->kind == Kind::kReference && unicode->kind == Kind::kReference &&
                       plain->number == unicode->number && plain->is_first == unicode->is_first;
  return are_one ? plain : nullptr;
}

// Of an object that stands once: of two nobody can tell which a reader would take.
const PdfValue* only_object(const Objects& objects, const PdfValue* reference) {
  if (reference == nullptr || reference->kind != Kind::kReference) return nullptr;
  const PdfValue* out = nullptr;
  for (const PdfObject& object : objects) {
    if (object.number != reference->number) continue;
    if (out != nullptr) return nullptr;
    out = &object.value;
  }
  return out;
}

Result<std::string> unpacked(std::string_view packed) {
  std::string out(kLargestCredential + 1, '\0');
  auto size = static_cast<uLongf>(out.size());
  auto left = static_cast<uLong>(packed.size());
  if (uncompress2(reinterpret_cast<Bytef*>(out.data()), &size, reinterpret_cast<const Bytef*>(packed.data()),
                  &left) != Z_OK ||
      packed.substr(left).find_first_not_of("\r\n") != packed.npos)
    return refused("has claims that do not unpack, or to more than 128 KiB",
                   "凭证内容无法解压，或超过 128 KiB");
  out.resize(size);
  return out;
}

// [begin, end) of a stream's octets; none: it is no stream, or its length is not what it says.
std::optional<std::pair<std::size_t, std::size_t>> stream_of(std::string_view file, const PdfValue& object,
                                                             const Objects& objects) {
  const PdfValue* length = object.find("Length");
  if (length != nullptr && length->kind == Kind::kReference) length = only_object(objects, length);
  if (length == nullptr || length->kind != Kind::kNumber) return std::nullopt;
  constexpr std::string_view kStream = "stream";
  constexpr std::string_view kEnd = "endstream";
  std::size_t at = object.end;
  const auto skip = [&](auto is) {
    while (at < file.size() && is(file[at])) ++at;
  };
  skip(is_pdf_space);
  if (!file.substr(at).starts_with(kStream)) return std::nullopt;
  at += kStream.size();
  if (file.substr(at).starts_with('\r')) ++at;
  if (!file.substr(at).starts_with('\n')) return std::nullopt;
  const std::size_t begin = ++at;
  if (place(*length) > file.size() - begin) return std::nullopt;
  at = begin + place(*length);
  const std::size_t end = at;
  skip([](char c) { return c == '\r' || c == '\n'; });
  return file.substr(at).starts_with(kEnd) ? std::optional(std::pair(begin, end)) : std::nullopt;
}

// Whether a viewer shows this specification among the attachments, and takes its file from there. What
// whoever prepared the file hid from the one who signed it, in a stream, a string or an earlier revision, is
// not signed as a credential.
bool is_shown(PdfTable& table, const PdfObject& specification, const PdfValue& reference,
              const PdfValue& object) {
  const auto attached = table.attached();
  const auto shown = table.object(specification.number);
  const auto taken = table.resolved(reference);
  return attached && std::count(attached->begin(), attached->end(), specification.number) == 1 && shown &&
         shown->begin == specification.value.begin && taken && taken->begin == object.begin;
}

// None: no file of that name is there.
Result<std::optional<std::string>> claims_of(std::string_view file, const Objects& objects) {
  std::vector<const PdfObject*> found;
  for (const PdfObject& object : objects) {
    if (is_claims(object.value)) found.push_back(&object);
  }
  if (found.empty()) return std::optional<std::string>();
  if (found.size() != 1) return refused("holds more than one credential.json", "含多个 credential.json");
  const PdfValue* const reference = only_file(found.front()->value);
  if (reference == nullptr)
    return refused(
        "has a credential.json that other viewers show under another name, or take from another file",
        "credential.json 在不同阅读器中可能显示为其他名称或其他文件");
  const PdfValue* const object = only_object(objects, reference);
  const auto stream = object != nullptr ? stream_of(file, *object, objects) : std::nullopt;
  if (!stream)
    return refused("has a credential.json that is not there, or there twice", "credential.json 缺失或重复");
  auto table = PdfTable::read(file, kMostObjects);
  if (!table)
    return refused("has a credential.json, and no plain tables of its objects (xref) to look it up in",
                   "含 credential.json，但没有可供查对的普通对象表（xref）");
  if (!is_shown(*table, *found.front(), *reference, *object))
    return refused("has a credential.json that is not listed among its attachments (EmbeddedFiles)",
                   "credential.json 未列入附件清单（EmbeddedFiles）");
  if (object->find("F") != nullptr)
    return refused("has a credential.json whose octets lie in another file",
                   "credential.json 的内容存于外部文件");
  const std::string_view octets = file.substr(stream->first, stream->second - stream->first);
  const PdfValue* filter = object->find("Filter");
  if (filter != nullptr && filter->kind == Kind::kArray && filter->items.size() == 1)
    filter = &filter->items[0];
  if (filter == nullptr) {
    if (octets.size() > kLargestCredential)
      return refused("has claims of more than 128 KiB", "凭证内容超过 128 KiB");
    return std::optional(std::string(octets));
  }
  if (!filter->is_name("FlateDecode") || object->find("DecodeParms") != nullptr)
    return refused("has claims under another filter than FlateDecode",
                   "凭证内容使用了 FlateDecode 以外的过滤器");
  auto out = unpacked(octets);
  if (!out) return fail(out.error());
  return std::optional(std::move(*out));
}

}  // namespace

Result<PdfDocument> read_pdf(std::string_view file, std::string_view where) {
  const auto placed = [&](Error error) {
    error.where = where;
    return fail(std::move(error));
  };
  if (file.size() > kLargestDocument)
    return placed({ErrorCode::kLimit, "is larger than 16 MiB", {}, "超过 16 MiB"});
  const auto objects = pdf_objects(file, kMostObjects);
  // As whoever hands it in tells a signed PDF from a paper.
  const bool looks_signed = file.find("/ByteRange") != file.npos;
  if (!objects && !looks_signed) return placed(nobody_signed());
  // Nobody can tell what it holds: a paper.
  if (!objects)
    return PdfDocument{
        {},
        {},
        {},
        {"has more than 50,000 objects, more than are looked through", "对象超过 50000 个，未予查阅"}};
  auto claims = claims_of(file, *objects);
  if (!claims) return placed(claims.error());
  PdfDocument out;
  out.claims = std::move(*claims);
  const auto signature = signature_of(file, *objects);
  auto cms = signature ? cms_of(file, **signature) : Result<std::string>(fail(signature.error()));
  if (!cms) {
    if (out.claims || !looks_signed) return placed(cms.error());
    out.flaw = {cms.error().what, cms.error().what_zh};
    return out;
  }
  const auto range = covered(file, **signature);
  out.cms = std::move(*cms);
  out.contents.reserve(file.size());
  out.contents.append(file.substr(0, range->gap)).append(file.substr(range->behind));
  return out;
}

}  // namespace tidegate::assure
