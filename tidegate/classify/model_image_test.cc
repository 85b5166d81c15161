#include "tidegate/classify/model_image.h"

#include <gtest/gtest.h>

#include <cstring>
#include <memory>

#include "tidegate/classify/column_model.h"
#include "tidegate/classify/learned/learned_columns.h"
#include "tidegate/classify/schema/field_reader.h"
#include "tidegate/classify/test_model.h"

namespace tidegate {
namespace {

// As the program holds it: aligned, and gone from where it was made.
class Held {
 public:
  explicit Held(const std::string& image)
      : bytes_(new (std::align_val_t{ImageWriter::kAlignment}) char[image.size()]), size_(image.size()) {
    std::memcpy(bytes_, image.data(), size_);
  }
  ~Held() { ::operator delete[](bytes_, std::align_val_t{ImageWriter::kAlignment}); }
  Held(const Held&) = delete;
  Held& operator=(const Held&) = delete;
  std::string_view bytes() const { return {bytes_, size_}; }

 private:
  char* bytes_;
  std::size_t size_;
};

TEST(ModelImage, GivesBackEveryPartOfTheModel) {
  const Held image(learned_model().image());
  EXPECT_TRUE(ColumnModel::of_image(image.bytes()).image() == image.bytes());
}

TEST(ModelImage, OfOneModelIsTheSameEveryTime) {
  EXPECT_TRUE(learned_model().image() == learned_model().image());
}

TEST(ModelImage, ReadsHeadersAndValuesAsTheFilesDo) {
  const Held image(learned_model().image());
  const ColumnModel model = ColumnModel::of_image(image.bytes());
  for (const char* header : {"客户姓名", "cust_nm", "khxm", "hzlxdh", "user.contact[].phoneNo", "重量(kg)",
                             "诊断编码", "手机号MD5", "VIN", "no such word"}) {
    const HeaderReading ours = model.vocabulary().read(header);
    const HeaderReading files = learned_model().vocabulary().read(header);
    EXPECT_EQ(ours.types, files.types) << header;
    EXPECT_EQ(ours.topics, files.topics) << header;
    EXPECT_EQ(ours.known_permille, files.known_permille) << header;
  }
  for (const char* value : {"张伟", "浙江省", "diabetes", "上海某某有限公司", "zzzz"})
    EXPECT_EQ(model.lexicons().match(value), learned_model().lexicons().match(value)) << value;
}

}  // namespace
}  // namespace tidegate
