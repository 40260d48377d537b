/**
 * 云环境 ID，只在这里填写：微信开发者工具 → 云开发 → 设置 → 环境 ID。
 * 页面与云函数必须在同一个环境：云函数只读自己环境里的照片，否则回答 `FILE_FORBIDDEN`。
 */
const environmentId = 'your-environment-id';

App({
  onLaunch() {
    wx.cloud.init({ env: environmentId });
  },
});
