"""Who is told in plans of all levels and subjects: names, lists, unnamed partners, misread words."""

from __future__ import annotations

import pytest
from plain_plans import HEADS, extract_text

STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
OTHER_HEADS = {
    "commune": f"ỦY BAN NHÂN DÂN\nXÃ NAM ĐÀ\n{STATE}Số: 31/KH-UBND\nNam Đà, ngày 14 tháng 11 năm 2025\n"
    "KẾ HOẠCH\nChuyển đổi số năm 2026\n",
    "ministry": f"BỘ Y TẾ\n{STATE}Số: 77/QĐ-BYT\nHà Nội, ngày 14 tháng 11 năm 2025\n"
    "QUYẾT ĐỊNH\nVề việc phê duyệt Chương trình nước sạch trường học\n",
    "pm": f"THỦ TƯỚNG CHÍNH PHỦ\n{STATE}Số: 1234/QĐ-TTg\nHà Nội, ngày 14 tháng 11 năm 2025\n"
    "QUYẾT ĐỊNH\nPhê duyệt Chương trình phòng, chống ma túy đến năm 2030\n",
    "party": "TỈNH ỦY LÀO CAI\nĐẢNG CỘNG SẢN VIỆT NAM\nLào Cai, ngày 14 tháng 11 năm 2025\nSố 31-KH/TU\n"
    "KẾ HOẠCH\nthực hiện Nghị quyết số 57-NQ/TW của Bộ Chính trị\n",
    "election": f"ỦY BAN BẦU CỬ\nXÃ NAM ĐÀ\n{STATE}Số: 31/KH-UBBC\nNam Đà, ngày 14 tháng 01 năm 2026\n"
    "KẾ HOẠCH\nTriển khai công tác bầu cử đại biểu Quốc hội khóa XVI\n",
}


def told(head: str, item: str) -> set[str]:
    """Give `role agency` of all rows of one item."""
    letterhead = (HEADS | OTHER_HEADS)[head]
    plan = extract_text(f"{letterhead}I. TỔ CHỨC THỰC HIỆN\n1. {item}\n")
    return {f"{row.role} {row.agency}" for row in plan.responsibilities}


@pytest.mark.parametrize(
    ("head", "item", "expected"),
    [
        # bodies below the commune
        ("commune", "Tổ công nghệ số cộng đồng các thôn cài ứng dụng.", "lead Tổ công nghệ số cộng đồng thôn"),
        (
            "commune",
            "Ban Công tác Mặt trận các thôn phối hợp với Trưởng thôn họp dân.",
            "lead Ban Công tác Mặt trận thôn|coordinate Trưởng thôn",
        ),
        (
            "commune",
            "Ban Công tác Mặt trận ở khu dân cư đến từng hộ.",
            "lead Ban Công tác Mặt trận ở khu dân cư",
        ),
        ("commune", "Bưu điện văn hóa xã chi trả trợ cấp.", "lead Bưu điện văn hóa xã"),
        # names that hold a verb, a comma behind `Việt Nam`, or a region
        (
            "ministry",
            "Cục Giám định và Quản lý đầu tư xây dựng chủ trì thẩm tra.",
            "lead Cục Giám định và Quản lý đầu tư xây dựng",
        ),
        (
            "ministry",
            "Cục Quản lý vật liệu và thị trường xi măng chủ trì, phối hợp với Cục Quản lý giá, các địa phương lập.",
            "lead Cục Quản lý vật liệu và thị trường xi măng|coordinate Cục Quản lý giá|coordinate Địa phương",
        ),
        (
            "ministry",
            "Đề nghị Hiệp hội Gốm sứ Việt Nam, Tổng hội Cơ khí Việt Nam góp ý.",
            "request Hiệp hội Gốm sứ Việt Nam|request Tổng hội Cơ khí Việt Nam",
        ),
        ("province", "Chi cục Kiểm ngư vùng IV cắm phao.", "lead Chi cục Kiểm ngư vùng IV"),
        ("province", "Công ty Cổ phần Cấp nước Yên Bái thay ống.", "lead Công ty Cổ phần Cấp nước Yên Bái"),
        (
            "province",
            "Các sở: Y tế, Văn hóa và Thể thao, An toàn thực phẩm rà soát.",
            "lead Sở Y tế|lead Sở Văn hóa và Thể thao|lead Sở An toàn thực phẩm",
        ),
        ("commune", "Đoàn Thanh niên xã trồng cây.", "lead Đoàn Thanh niên xã"),
        (
            "commune",
            "Ban Quản lý rừng phòng hộ Nam Đà cùng Hạt Kiểm lâm khu vực V đóng mốc.",
            "lead Ban Quản lý Rừng phòng hộ Nam Đà|coordinate Hạt Kiểm lâm khu vực V",
        ),
        # fields in names that hold what looks like a verb or another body
        ("ministry", "Cục Biến đổi khí hậu chủ trì kiểm kê.", "lead Cục Biến đổi khí hậu"),
        ("ministry", "Cục Đầu tư nước ngoài, Cục Việc làm rà soát.", "lead Cục Đầu tư nước ngoài|lead Cục Việc làm"),
        ("ministry", "Cục An toàn lao động chủ trì mở lớp.", "lead Cục An toàn lao động"),
        ("province", "Quỹ Đầu tư phát triển cho vay.", "lead Quỹ Đầu tư phát triển"),
        # classes by their trade
        ("commune", "Các đơn vị cấp nước súc bể chứa.", "lead Đơn vị cấp nước"),
        ("commune", "Các đơn vị vận tải hành khách niêm yết giá vé.", "lead Đơn vị vận tải hành khách"),
        ("commune", "Các tổ chức dịch vụ: đăng ký lịch bơm.", "lead Tổ chức dịch vụ"),
        ("commune", "Các đơn vị quản lý chặt chẽ tài sản.", "lead Đơn vị"),
        ("commune", "Các trường học trên địa bàn dạy bơi.", "lead Trường học"),
        ("commune", "Giao các trưởng thôn, tổ trưởng tổ dân phố ghi sổ.", "lead Trưởng thôn, tổ trưởng tổ dân phố"),
        # lead-ins of time and of place
        (
            "district",
            "Mỗi quý một đợt, các hợp tác xã dịch vụ nông nghiệp vớt bèo.",
            "lead Hợp tác xã dịch vụ nông nghiệp",
        ),
        (
            "district",
            "Sáng thứ Bảy cuối tháng, Huyện đoàn và Liên đoàn Lao động huyện quét dọn bến xe.",
            "lead Huyện đoàn|lead Liên đoàn Lao động huyện",
        ),
        (
            "province",
            "Nơi nào thiếu giống, các sở, ngành báo cáo UBND tỉnh.",
            "lead Sở, ngành|receive Ủy ban nhân dân tỉnh",
        ),
        # who is asked with others, and who is told after them
        (
            "district",
            "Đề nghị Ủy ban MTTQ Việt Nam huyện phát động; Hội Nông dân huyện giúp công; Phòng Nội vụ tổng hợp.",
            "request Ủy ban Mặt trận Tổ quốc Việt Nam huyện|request Hội Nông dân huyện|lead Phòng Nội vụ",
        ),
        (
            "district",
            "Đề nghị các tổ chức sau đây cùng tham gia:\n- Hội Nông dân huyện trồng hoa.",
            "request Hội Nông dân huyện",
        ),
        (
            "district",
            "Trạm Khuyến nông gửi số liệu về Chi cục Thống kê, đồng thời báo cáo Phòng Nội vụ.",
            "lead Trạm Khuyến nông|receive Chi cục Thống kê|receive Phòng Nội vụ",
        ),
        # a ministry calls itself Bộ; elsewhere nobody is meant
        (
            "ministry",
            "Các đơn vị thuộc Bộ nộp báo cáo, gửi kết quả về Bộ (qua Vụ Pháp chế).",
            "lead Đơn vị thuộc Bộ|receive Bộ Y tế|receive Vụ Pháp chế",
        ),
        ("ministry", "Sở Y tế gửi Bộ tiêu chí chấm điểm cho các trường.", "lead Sở Y tế"),
        ("province", "Sở Y tế gửi Bộ kết quả kiểm tra.", "lead Sở Y tế"),
        # a lead-in beside the items it announces, a rhythm that was misread, a comma behind `và`
        (
            "province",
            "Phân công\nGiao Sở Nội vụ, Sở Y tế thực hiện các nhiệm vụ sau đây:\na) Tính biên chế.",
            "lead Sở Nội vụ|lead Sở Y tế",
        ),
        ("province", "S4u tháng một lần, Văn phòng UBND tỉnh họp giao ban.", "lead Văn phòng Ủy ban nhân dân tỉnh"),
        (
            "commune",
            "Đề nghị Ủy ban MTTQ Việt Nam và, các đoàn thể xã quyên góp.",
            "request Ủy ban Mặt trận Tổ quốc Việt Nam xã|request Đoàn thể xã",
        ),
        ("commune", "Các hộ kinh doanh ký cam kết không lấn đường.", "lead Hộ kinh doanh"),
        # fields and verbs of which a syllable was misread; what is only like a field stays
        ("province", "Sở Giáo dục và bộ tạo mở lớp bơi.", "lead Sở Giáo dục và Đào tạo"),
        ("province", "Sở Y t6 phối hợp với Sở Kh0a học và Công nghệ mua phao.", "lead Sở Y tế"),
        ("province", "Bệnh viện đa khoa tỉnh l4p đội cấp cứu.", "lead Bệnh viện Đa khoa tỉnh"),
        ("province", "Ban Quản lý Cụm công nghiệp Yên Bái kiểm tra.", "lead Ban Quản lý Cụm công nghiệp Yên Bái"),
        ("province", "Sở Khoa học và Công thương kiểm tra.", "lead Sở Khoa học và Công thương"),
        # the head of an association, with its level; what is done every week is no name
        (
            "commune",
            "Ban Chấp hành Hội Phụ nữ xã, Ban Thường vụ Huyện đoàn trồng hoa.",
            "lead Ban Chấp hành Hội Phụ nữ xã|lead Ban Thường vụ Huyện đoàn",
        ),
        ("ministry", "Viện Pasteur báo cáo Cục Phòng bệnh hằng tuần.", "lead Viện Pasteur|receive Cục Phòng bệnh"),
        ("province", "Các doanh nghiệp xuất khẩu hàng hóa\n- Tìm thị trường.", "lead Doanh nghiệp xuất khẩu hàng hóa"),
        ("pm", "Các bộ chủ chương trình đề án nghiêm túc giải ngân.", "lead Bộ"),
        # names that the lexicon knows by their beginning
        (
            "commune",
            "Hợp tác xã Dịch vụ nông nghiệp Nam Đà bao tiêu ngô.",
            "lead Hợp tác xã Dịch vụ nông nghiệp Nam Đà",
        ),
        (
            "commune",
            "Ủy viên Ban Chỉ đạo căn cứ phân công xuống địa bàn.",
            "lead Ủy viên Ban Chỉ đạo",
        ),
        (
            "district",
            "Trung tâm Văn hóa, Thông tin - Thể thao và Du lịch huyện tăng thời lượng.",
            "lead Trung tâm Văn hóa, Thông tin - Thể thao và Du lịch",
        ),
        ("district", "Chi cục Thống kê khu vực điều tra thu nhập.", "lead Chi cục Thống kê khu vực"),
        (
            "district",
            "Công ty Điện lực Lào Cai - Điện lực Mường Khương kéo đường dây.",
            "lead Công ty Điện lực Lào Cai - Điện lực Mường Khương",
        ),
        (
            "district",
            "Đồn Biên phòng Bản Lầu nắm tình hình.",
            "lead Đồn Biên phòng Bản Lầu",
        ),
        ("district", "Trung tâm GDNN-GDTX mở lớp.", "lead Trung tâm Giáo dục nghề nghiệp - Giáo dục thường xuyên"),
        (
            "province",
            "Ban Quản lý dự án đầu tư xây dựng các công trình nông nghiệp tỉnh nghiệm thu khối lượng.",
            "lead Ban Quản lý Dự án đầu tư xây dựng các công trình nông nghiệp tỉnh",
        ),
        (
            "province",
            "VNPT Yên Bái, MobiFone Yên Bái đầu tư trạm thu phát.",
            "lead VNPT Yên Bái|lead MobiFone Yên Bái",
        ),
        (
            "province",
            "Trường Đại học Tân Trào đào tạo nhân lực.",
            "lead Trường Đại học Tân Trào",
        ),
        (
            "province",
            "Báo và Phát thanh, truyền hình Yên Bái mở chuyên mục.",
            "lead Báo và Phát thanh, truyền hình Yên Bái",
        ),
        ("province", "Thi hành án dân sự tỉnh rà soát án tồn.", "lead Thi hành án dân sự tỉnh"),
        ("ministry", "Viện Vệ sinh dịch tễ Trung ương giám sát nước.", "lead Viện Vệ sinh dịch tễ Trung ương"),
        (
            "ministry",
            "Cục Quản lý Khám, chữa bệnh liên thông dữ liệu.",
            "lead Cục Quản lý Khám, chữa bệnh",
        ),
        (
            "ministry",
            "Các bệnh viện trực thuộc Bộ, các trường đại học y, dược dùng bệnh án điện tử.",
            "lead Bệnh viện trực thuộc Bộ|lead Trường đại học y, dược",
        ),
        (
            "pm",
            "Đề nghị Ban Tuyên giáo và Dân vận Trung ương định hướng báo chí.",
            "request Ban Tuyên giáo và Dân vận Trung ương",
        ),
        (
            "pm",
            "Tập đoàn Bưu chính Viễn thông Việt Nam, Tập đoàn Công nghiệp - Viễn thông Quân đội phủ sóng.",
            "lead Tập đoàn Bưu chính Viễn thông Việt Nam|lead Tập đoàn Công nghiệp - Viễn thông Quân đội",
        ),
        (
            "pm",
            "Ban Chỉ đạo Trung ương các chương trình mục tiêu quốc gia kiểm tra.",
            "lead Ban Chỉ đạo Trung ương các chương trình mục tiêu quốc gia",
        ),
        ("election", "Ban Chỉ đạo bầu cử xã kiểm tra hòm phiếu.", "lead Ban Chỉ đạo bầu cử xã"),
        ("election", "Tiểu ban Tuyên truyền trang trí khánh tiết.", "lead Tiểu ban Tuyên truyền"),
        (
            "election",
            "Bộ phận giúp việc Ủy ban bầu cử xã gửi biên bản về Ban bầu cử.",
            "lead Bộ phận giúp việc Ủy ban bầu cử xã|receive Ban bầu cử",
        ),
        ("district", "Ban Chỉ đạo huyện kiểm tra các xã.", "lead Ban Chỉ đạo huyện"),
        ("district", "Công đoàn Viên chức huyện làm mẫu.", "lead Công đoàn Viên chức huyện"),
        ("district", "Sở Tài chính thanh tra việc chi.", "lead Sở Tài chính"),
        (
            "commune",
            "Ngân hàng Chính sách xã hội khu vực, Quỹ tín dụng nhân dân xã mở tài khoản.",
            "lead Ngân hàng Chính sách xã hội khu vực|lead Quỹ tín dụng nhân dân xã",
        ),
        (
            "province",
            "Ban Chỉ đạo Phong trào “Sạch làng, đẹp ngõ” tỉnh, Ban An toàn giao thông tỉnh kiểm tra chéo.",
            "lead Ban Chỉ đạo Phong trào “Sạch làng, đẹp ngõ” tỉnh|lead Ban An toàn giao thông",
        ),
        ("pm", "Ủy ban Quốc gia về chuyển đổi số điều phối.", "lead Ủy ban Quốc gia về chuyển đổi số"),
        ("pm", "Các Bộ: Quốc phòng, Công an diễn tập.", "lead Bộ Quốc phòng|lead Bộ Công an"),
        (
            "party",
            "Đảng đoàn Hội đồng nhân dân tỉnh, Ban cán sự đảng UBND tỉnh cho ý kiến.",
            "lead Đảng đoàn Hội đồng nhân dân tỉnh|lead Ban cán sự đảng Ủy ban nhân dân tỉnh",
        ),
        ("party", "Văn phòng Tỉnh ủy, Công an tỉnh chuẩn bị.", "lead Văn phòng Tỉnh ủy|lead Công an tỉnh"),
        # persons
        (
            "commune",
            "Các ông, bà Thủ trưởng các đơn vị sự nghiệp, Trưởng thôn chịu trách nhiệm thi hành.",
            "lead Thủ trưởng các đơn vị sự nghiệp|lead Trưởng thôn",
        ),
        (
            "ministry",
            "Chánh Thanh tra Bộ, các Vụ trưởng, Cục trưởng thuộc Bộ chịu trách nhiệm thi hành.",
            "lead Chánh Thanh tra Bộ|lead Vụ trưởng|lead Cục trưởng thuộc Bộ",
        ),
        (
            "pm",
            "Giao đồng chí Phó Thủ tướng Chính phủ trực tiếp chỉ đạo.",
            "lead Phó Thủ tướng Chính phủ",
        ),
        # classes and what they belong to
        (
            "province",
            "Các cơ quan chuyên môn thuộc UBND tỉnh, đơn vị sự nghiệp công lập trực thuộc UBND tỉnh số hóa hồ sơ.",
            "lead Cơ quan chuyên môn thuộc Ủy ban nhân dân tỉnh"
            "|lead Đơn vị sự nghiệp công lập trực thuộc Ủy ban nhân dân tỉnh",
        ),
        (
            "ministry",
            "Thủ trưởng các đơn vị thuộc, trực thuộc Bộ rà soát thủ tục.",
            "lead Thủ trưởng các đơn vị thuộc, trực thuộc Bộ",
        ),
        (
            "pm",
            "Các bộ, ngành trung ương và địa phương lồng ghép vốn.",
            "lead Bộ, ngành trung ương|lead Địa phương",
        ),
        (
            "pm",
            "Cơ quan chủ quản Chương trình, chủ đầu tư dự án thành phần chịu trách nhiệm về tiến độ.",
            "lead Cơ quan chủ quản Chương trình|lead Chủ đầu tư dự án thành phần",
        ),
        # lists
        ("province", "Tỉnh đoàn, Liên đoàn Lao động tỉnh hưởng ứng.", "lead Tỉnh đoàn|lead Liên đoàn Lao động tỉnh"),
        (
            "province",
            "Sở Y tế, Nhà hát Chèo Yên Bái, Công an tỉnh tổ chức ra quân.",
            "lead Sở Y tế|lead Nhà hát Chèo Yên Bái|lead Công an tỉnh",
        ),
        (
            "district",
            "UBND các xã: Bản Lầu, Lùng Vai nộp hồ sơ.",
            "lead Ủy ban nhân dân xã Bản Lầu|lead Ủy ban nhân dân xã Lùng Vai",
        ),
        (
            "district",
            "Phòng Y tế phối hợp với các phòng: Nội vụ, Tư pháp và UBND các xã tập huấn.",
            "lead Phòng Y tế|coordinate Phòng Nội vụ|coordinate Phòng Tư pháp|coordinate Ủy ban nhân dân xã",
        ),
        (
            "district",
            "Phòng Y tế phối hợp Trạm Y tế cùng các đơn vị liên quan tẩm màn.",
            "lead Phòng Y tế|coordinate Trạm Y tế|coordinate Đơn vị liên quan",
        ),
        ("district", "Công an huyện hoặc Công an xã chủ trì truy quét.", "lead Công an huyện|lead Công an xã"),
        # those who count as nobody, beside those who count
        ("district", "Các cấp, các ngành, các địa phương thi đua làm đường.", "lead Địa phương"),
        ("district", "Các thôn và Nhân dân chỉnh trang ngõ xóm.", "lead Thôn"),
        ("party", "Các cấp ủy, tổ chức đảng học tập Nghị quyết.", "lead Cấp ủy, tổ chức đảng"),
        # unnamed partners
        (
            "district",
            "Chi cục Thuế phối hợp với phòng chuyên môn đối chiếu.",
            "lead Chi cục Thuế|coordinate Phòng chuyên môn",
        ),
        (
            "district",
            "Chủ đầu tư phối hợp với nhà thầu bù tiến độ.",
            "lead Chủ đầu tư|coordinate Nhà thầu",
        ),
        # who leads a thing that is the subject, and who is told in the middle of a sentence
        (
            "district",
            "Việc chấm điểm do Phòng Nội vụ chủ trì, phối hợp với Thanh tra huyện làm.",
            "lead Phòng Nội vụ|coordinate Thanh tra huyện",
        ),
        ("province", "Kinh phí do Sở Tài chính tham mưu bố trí.", "lead Sở Tài chính"),
        (
            "province",
            "Sở Tư pháp thống nhất cách làm, giao Công an tỉnh chủ trì xác minh.",
            "lead Sở Tư pháp|lead Công an tỉnh",
        ),
        (
            "province",
            "Hội Nông dân tỉnh chủ trì, Tỉnh đoàn phối hợp phát động.",
            "lead Hội Nông dân tỉnh|coordinate Tỉnh đoàn",
        ),
        (
            "commune",
            "Nhà trường phối hợp với gia đình, Công an xã quản lý học sinh.",
            "lead Nhà trường|coordinate Công an xã",
        ),
        # those who are told of it
        (
            "district",
            "Phòng Y tế rà soát người mắc; định kỳ tổng hợp báo cáo UBND huyện, Sở Y tế theo mẫu.",
            "lead Phòng Y tế|receive Ủy ban nhân dân huyện|receive Sở Y tế",
        ),
        # misread words
        (
            "district",
            "Ủy ban nhân dân các xã, thi trấn báo cao Ủy ban nhân dân huyên.",
            "lead Ủy ban nhân dân xã, thị trấn|receive Ủy ban nhân dân huyện",
        ),
        (
            "district",
            "Cảc cơ quan, ban, nganh, đoan thể huyện lập kế hoạch.",
            "lead Cơ quan, ban, ngành, đoàn thể huyện",
        ),
        (
            "district",
            "Trung tam Văn hóa - Thể thao và Truyên thông đưa tin.",
            "lead Trung tâm Văn hóa - Thể thao và Truyền thông",
        ),
    ],
)
def test_who_is_told_by_name(head: str, item: str, expected: str) -> None:
    assert told(head, item) == set(expected.split("|"))


@pytest.mark.parametrize(
    "item",
    [
        "Các cấp, các ngành đẩy mạnh thi đua.",
        "Nhân dân tích cực hiến đất.",
        "Tổ chức thực hiện các chương trình do Bộ Y tế chủ trì.",  # another's programme
        "Nâng chất lượng đội ngũ được giao Phòng Y tế quản lý.",
        "Đơn vị phối hợp: đang lấy ý kiến.",
    ],
)
def test_nobody_is_told(item: str) -> None:
    assert told("district", item) == set()
