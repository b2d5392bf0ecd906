import django.contrib.auth.models
import django.contrib.auth.validators
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='CalendarYear',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(unique=True, validators=[django.core.validators.MinValueValidator(2000), django.core.validators.MaxValueValidator(2100)], verbose_name='năm')),
                ('legal_basis', models.CharField(help_text='Thông báo nghỉ lễ, Tết của năm.', max_length=255, verbose_name='căn cứ')),
                ('is_final', models.BooleanField(default=True, help_text='Bỏ chọn khi lịch mới là dự kiến; ngày hẹn sẽ ghi rõ.', verbose_name='đã có thông báo chính thức')),
            ],
            options={
                'verbose_name': 'năm lịch',
                'verbose_name_plural': 'năm lịch',
                'ordering': ['year'],
            },
        ),
        migrations.CreateModel(
            name='RateLimit',
            fields=[
                ('key', models.CharField(help_text='Mã băm; không lưu tên hay địa chỉ.', max_length=64, primary_key=True, serialize=False, verbose_name='khóa')),
                ('hits', models.PositiveIntegerField(verbose_name='số lần')),
                ('window_ends', models.DateTimeField(db_index=True, verbose_name='hết hiệu lực lúc')),
            ],
            options={
                'verbose_name': 'giới hạn số lần thử',
                'verbose_name_plural': 'giới hạn số lần thử',
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('username', models.CharField(error_messages={'unique': 'A user with that username already exists.'}, help_text='Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.', max_length=150, unique=True, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='username')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='email address')),
                ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                ('full_name', models.CharField(blank=True, max_length=150, verbose_name='họ và tên')),
                ('phone', models.CharField(blank=True, help_text='Ví dụ 0912 345 678.', max_length=16, verbose_name='số điện thoại')),
                ('personal_id', models.CharField(blank=True, help_text='12 chữ số trên thẻ căn cước.', max_length=12, verbose_name='số định danh cá nhân')),
                ('address', models.CharField(blank=True, max_length=255, verbose_name='địa chỉ')),
                ('birth_date', models.DateField(blank=True, null=True, verbose_name='ngày sinh')),
                ('language', models.CharField(blank=True, choices=[('vi', 'Tiếng Việt'), ('en', 'English')], editable=False, help_text='Ngôn ngữ của tin báo gửi cho người này; chưa chọn thì là tiếng Việt.', max_length=2, verbose_name='ngôn ngữ')),
                ('shortcuts', models.BooleanField(default=True, editable=False, verbose_name='dùng phím tắt')),
                ('list_columns', models.JSONField(default=dict, editable=False, help_text='Trang → tên các cột, theo thứ tự.', verbose_name='cột của các danh sách')),
                ('reminders_unseen', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='nhắc việc chưa xem')),
                ('email_verified_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='thư điện tử xác nhận lúc')),
                ('phone_verified_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='số điện thoại xác nhận lúc')),
                ('identified_at', models.DateTimeField(blank=True, editable=False, help_text='Khi số định danh cá nhân được một tài khoản định danh điện tử xác nhận.', null=True, verbose_name='định danh lúc')),
                ('identified_by', models.CharField(blank=True, editable=False, max_length=100, verbose_name='nguồn định danh')),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'verbose_name': 'người dùng',
                'verbose_name_plural': 'người dùng',
                'ordering': ['username'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('email_verified_at__isnull', False)), fields=('email',), name='verified_email_opens_one_account', violation_error_message='Địa chỉ thư điện tử này đã thuộc một tài khoản khác.'), models.UniqueConstraint(condition=models.Q(('phone_verified_at__isnull', False)), fields=('phone',), name='verified_phone_opens_one_account', violation_error_message='Số điện thoại này đã thuộc một tài khoản khác.'), models.UniqueConstraint(condition=models.Q(('identified_at__isnull', False)), fields=('personal_id',), name='identified_person_has_one_account', violation_error_message='Số định danh cá nhân này đã thuộc một tài khoản khác.')],
            },
            managers=[
                ('objects', django.contrib.auth.models.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name='CalendarDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('date', models.DateField(unique=True, verbose_name='ngày')),
                ('kind', models.CharField(choices=[('off', 'Ngày nghỉ'), ('makeup', 'Ngày làm bù')], max_length=8, verbose_name='loại')),
                ('name', models.CharField(help_text='Ví dụ: Ngày Văn hóa Việt Nam.', max_length=120, verbose_name='tên gọi')),
                ('as_weekday', models.PositiveSmallIntegerField(blank=True, choices=[(0, 'Thứ Hai'), (1, 'Thứ Ba'), (2, 'Thứ Tư'), (3, 'Thứ Năm'), (4, 'Thứ Sáu'), (5, 'Thứ Bảy'), (6, 'Chủ nhật')], help_text='Chỉ dùng cho ngày làm bù.', null=True, verbose_name='làm theo giờ của')),
                ('legal_basis', models.CharField(help_text='Điều luật hoặc số thông báo.', max_length=255, verbose_name='căn cứ')),
            ],
            options={
                'verbose_name': 'ngày nghỉ, ngày làm bù',
                'verbose_name_plural': 'ngày nghỉ, ngày làm bù',
                'ordering': ['date'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('as_weekday__isnull', False), ('kind', 'makeup')), models.Q(('as_weekday', None), ('kind', 'off')), _connector='OR'), name='makeup_day_has_the_hours_of_a_weekday', violation_error_message='Ngày làm bù phải chọn giờ làm của một thứ; ngày nghỉ thì để trống.')],
            },
        ),
        migrations.CreateModel(
            name='Department',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=32, unique=True, validators=[django.core.validators.RegexValidator('^[0-9A-Za-z][0-9A-Za-z._-]*\\Z', 'Mã đơn vị chỉ gồm chữ không dấu, chữ số, dấu chấm, gạch nối; ví dụ H26.45.')], verbose_name='mã đơn vị')),
                ('name', models.CharField(max_length=255, verbose_name='tên đơn vị')),
                ('short_name', models.CharField(blank=True, max_length=120, verbose_name='tên gọi tắt')),
                ('level', models.CharField(choices=[('city', 'Thành phố'), ('department', 'Sở, ngành'), ('division', 'Phòng chuyên môn'), ('commune', 'Phường, xã'), ('center', 'Trung tâm'), ('branch', 'Chi nhánh'), ('reception_point', 'Điểm tiếp nhận'), ('agency', 'Cơ quan ngành dọc')], max_length=16, verbose_name='loại đơn vị')),
                ('path', models.CharField(db_index=True, editable=False, max_length=255, verbose_name='đường dẫn trong cây tổ chức')),
                ('is_desk', models.BooleanField(default=False, help_text='Nơi tiếp nhận hồ sơ và trả kết quả cho người dân.', verbose_name='là Bộ phận Một cửa')),
                ('clerk_issues', models.BooleanField(default=False, help_text='Cho cơ quan: sau khi lãnh đạo ký, văn thư lấy số, ghi ngày và phát hành ở bước riêng của quy trình (thủ tục có bước ấy). Không chọn thì chữ ký của lãnh đạo lấy số luôn.', verbose_name='văn thư lấy số, phát hành riêng')),
                ('commune_code', models.CharField(blank=True, help_text='5 chữ số theo danh mục đơn vị hành chính; giữ nguyên số 0 ở đầu.', max_length=5, validators=[django.core.validators.RegexValidator('^\\d{5}\\Z', 'Mã phường, xã gồm đúng 5 chữ số; ví dụ 00073.')], verbose_name='mã phường, xã')),
                ('address', models.CharField(blank=True, max_length=255, verbose_name='địa chỉ')),
                ('phone', models.CharField(blank=True, max_length=32, verbose_name='số điện thoại')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='thư điện tử')),
                ('valid_from', models.DateField(verbose_name='hoạt động từ ngày')),
                ('valid_until', models.DateField(blank=True, help_text='Ngày đầu tiên đơn vị không còn hoạt động.', null=True, verbose_name='chấm dứt từ ngày')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='departments.department', verbose_name='đơn vị cấp trên')),
                ('succeeded_by', models.ForeignKey(blank=True, help_text='Đơn vị nhận nhiệm vụ sau khi sáp nhập.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='predecessors', to='departments.department', verbose_name='đơn vị kế thừa')),
            ],
            options={
                'verbose_name': 'đơn vị',
                'verbose_name_plural': 'đơn vị',
                'ordering': ['path'],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_until', None), ('valid_until__gt', models.F('valid_from')), _connector='OR'), name='department_ends_after_it_begins', violation_error_message='Ngày chấm dứt phải sau ngày bắt đầu hoạt động.'), models.CheckConstraint(condition=models.Q(('path', ''), _negated=True), name='department_has_its_place', violation_error_message='Đơn vị chưa được xếp vào cây tổ chức.'), models.CheckConstraint(condition=models.Q(('parent', None), models.Q(('parent', models.F('id')), _negated=True), _connector='OR'), name='department_is_not_its_own_parent', violation_error_message='Một đơn vị không thể là cấp trên của chính mình.'), models.CheckConstraint(condition=models.Q(('succeeded_by', None), models.Q(('succeeded_by', models.F('id')), _negated=True), _connector='OR'), name='department_is_not_its_own_successor', violation_error_message='Một đơn vị không thể kế thừa chính mình.')],
            },
        ),
        migrations.CreateModel(
            name='BankAccount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('bank_bin', models.CharField(help_text='6 chữ số.', max_length=6, validators=[django.core.validators.RegexValidator('\\A[0-9]{6}\\Z', 'Mã định danh ngân hàng gồm 6 chữ số (mã BIN của Napas).')], verbose_name='mã BIN của ngân hàng')),
                ('bank_name', models.CharField(max_length=120, verbose_name='tên ngân hàng')),
                ('number', models.CharField(max_length=19, validators=[django.core.validators.RegexValidator('\\A[0-9A-Za-z]{1,19}\\Z', 'Số tài khoản gồm tối đa 19 chữ số, chữ cái, viết liền.')], verbose_name='số tài khoản')),
                ('holder', models.CharField(max_length=120, verbose_name='tên chủ tài khoản')),
                ('legal_basis', models.CharField(blank=True, max_length=255, verbose_name='căn cứ, văn bản mở tài khoản')),
                ('valid_from', models.DateField(verbose_name='nhận tiền từ ngày')),
                ('valid_until', models.DateField(blank=True, help_text='Ngày đầu tiên không còn nhận tiền; để trống nếu chưa định.', null=True, verbose_name='đến trước ngày')),
                ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bank_accounts', to='departments.department', verbose_name='đơn vị thu')),
            ],
            options={
                'verbose_name': 'tài khoản thu',
                'verbose_name_plural': 'tài khoản thu',
                'ordering': ['department', '-valid_from'],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_until', None), ('valid_until__gt', models.F('valid_from')), _connector='OR'), name='bank_account_ends_after_it_begins', violation_error_message='Ngày thôi nhận tiền phải sau ngày bắt đầu.'), models.UniqueConstraint(condition=models.Q(('valid_until', None)), fields=('department',), name='one_open_bank_account_per_unit', violation_error_message='Đơn vị đang có một tài khoản thu; hãy ghi ngày thôi nhận tiền của nó trước.')],
            },
        ),
        migrations.CreateModel(
            name='OfficeHours',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('weekday', models.PositiveSmallIntegerField(choices=[(0, 'Thứ Hai'), (1, 'Thứ Ba'), (2, 'Thứ Tư'), (3, 'Thứ Năm'), (4, 'Thứ Sáu'), (5, 'Thứ Bảy'), (6, 'Chủ nhật')], verbose_name='thứ')),
                ('opens', models.TimeField(verbose_name='mở cửa')),
                ('closes', models.TimeField(verbose_name='đóng cửa')),
                ('valid_from', models.DateField(verbose_name='áp dụng từ ngày')),
                ('valid_until', models.DateField(blank=True, null=True, verbose_name='đến trước ngày')),
                ('department', models.ForeignKey(blank=True, help_text='Để trống: giờ chung. Đơn vị có giờ riêng thì đơn vị trực thuộc theo giờ đó.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='office_hours', to='departments.department', verbose_name='đơn vị')),
            ],
            options={
                'verbose_name': 'giờ làm việc',
                'verbose_name_plural': 'giờ làm việc',
                'ordering': ['department__path', 'valid_from', 'weekday', 'opens'],
                'constraints': [models.CheckConstraint(condition=models.Q(('closes__gt', models.F('opens'))), name='office_closes_after_it_opens', violation_error_message='Giờ đóng cửa phải sau giờ mở cửa.'), models.CheckConstraint(condition=models.Q(('valid_until', None), ('valid_until__gt', models.F('valid_from')), _connector='OR'), name='office_hours_end_after_they_begin', violation_error_message='Ngày hết áp dụng phải sau ngày bắt đầu.'), models.UniqueConstraint(fields=('department', 'weekday', 'opens', 'valid_from'), name='one_session_per_opening', violation_error_message='Ca làm việc này đã có.'), models.UniqueConstraint(condition=models.Q(('department', None)), fields=('weekday', 'opens', 'valid_from'), name='one_common_session_per_opening', violation_error_message='Ca làm việc chung này đã có.')],
            },
        ),
        migrations.CreateModel(
            name='OutsideIdentity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('issuer', models.CharField(max_length=200, verbose_name='nơi cấp')),
                ('subject', models.CharField(max_length=255, verbose_name='mã tại nơi cấp')),
                ('linked_at', models.DateTimeField(verbose_name='liên kết lúc')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='identities', to=settings.AUTH_USER_MODEL, verbose_name='tài khoản')),
            ],
            options={
                'verbose_name': 'tài khoản định danh điện tử',
                'verbose_name_plural': 'tài khoản định danh điện tử',
                'constraints': [models.UniqueConstraint(fields=('issuer', 'subject'), name='one_account_per_identity', violation_error_message='Tài khoản định danh này đã liên kết với một tài khoản khác.'), models.UniqueConstraint(fields=('user', 'issuer'), name='one_identity_per_account_and_issuer', violation_error_message='Tài khoản này đã liên kết với một tài khoản định danh khác.')],
            },
        ),
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('receiver', 'Cán bộ tiếp nhận'), ('officer', 'Chuyên viên thụ lý'), ('head', 'Trưởng phòng'), ('leader', 'Lãnh đạo'), ('records_clerk', 'Văn thư'), ('inspector', 'Giám sát'), ('administrator', 'Quản trị')], max_length=16, verbose_name='vai trò')),
                ('title', models.CharField(blank=True, help_text='Chỉ cho cấp phó, ví dụ Phó Chủ tịch: ký thay (KT.) người đứng đầu. Người đứng đầu để trống.', max_length=80, verbose_name='chức vụ ghi ở chỗ ký')),
                ('since', models.DateField(verbose_name='từ ngày')),
                ('until', models.DateField(blank=True, help_text='Ngày đầu tiên không còn giữ vị trí; để trống nếu chưa định.', null=True, verbose_name='đến trước ngày')),
                ('appointed_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người ủy quyền')),
                ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='departments.department', verbose_name='đơn vị')),
                ('deputy_for', models.ForeignKey(blank=True, help_text='Vị trí được ủy quyền làm thay, nếu có.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='deputies', to='departments.post', verbose_name='làm thay cho')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to=settings.AUTH_USER_MODEL, verbose_name='người giữ vị trí')),
            ],
            options={
                'verbose_name': 'vị trí công tác',
                'verbose_name_plural': 'vị trí công tác',
                'ordering': ['department__path', 'role', 'user__username'],
                'indexes': [models.Index(fields=['department', 'role'], name='post_department_role')],
                'constraints': [models.CheckConstraint(condition=models.Q(('until', None), ('until__gt', models.F('since')), _connector='OR'), name='post_ends_after_it_begins', violation_error_message='Ngày thôi giữ vị trí phải sau ngày bắt đầu.'), models.CheckConstraint(condition=models.Q(('deputy_for', None), models.Q(('deputy_for', models.F('id')), _negated=True), _connector='OR'), name='post_is_not_its_own_deputy', violation_error_message='Một vị trí không thể làm thay cho chính nó.'), models.UniqueConstraint(condition=models.Q(('until', None)), fields=('user', 'role', 'department'), name='one_open_post_per_user_role_department', violation_error_message='Người này đang giữ vai trò đó tại đơn vị.')],
            },
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('session_key', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='session key')),
                ('session_data', models.TextField(verbose_name='session data')),
                ('expire_date', models.DateTimeField(db_index=True, verbose_name='expire date')),
                ('since', models.DateTimeField(blank=True, null=True, verbose_name='đăng nhập lúc')),
                ('seen_at', models.DateTimeField(blank=True, help_text='Chính xác đến mười phút.', null=True, verbose_name='dùng lần cuối')),
                ('device', models.CharField(blank=True, max_length=60, verbose_name='thiết bị')),
                ('place', models.CharField(blank=True, help_text='Đã bỏ phần cuối.', max_length=45, verbose_name='địa chỉ mạng')),
                ('account', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to=settings.AUTH_USER_MODEL, verbose_name='tài khoản')),
            ],
            options={
                'verbose_name': 'phiên đăng nhập',
                'verbose_name_plural': 'phiên đăng nhập',
            },
        ),
    ]
