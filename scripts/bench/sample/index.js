// What the documentation shows for ocr.vehicleLicense, with the photo from cloud storage:
// https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/img-ocr/ocr/drivingOCR.html
// https://developers.weixin.qq.com/miniprogram/dev/wxcloud/reference-sdk-api/storage/downloadFile/server.downloadFile.html
const cloud = require('wx-server-sdk');

cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV });

exports.main = async (event, _context) => {
  try {
    const { fileContent } = await cloud.downloadFile({ fileID: event.fileID });
    const result = await cloud.openapi.ocr.vehicleLicense({
      type: 'photo',
      img: { contentType: 'image/jpeg', value: fileContent },
    });
    return result;
  } catch (err) {
    return err;
  }
};
